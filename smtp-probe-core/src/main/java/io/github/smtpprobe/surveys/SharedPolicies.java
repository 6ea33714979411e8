/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.mtasts.PolicyFetch;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** MTA-STS policies that were fetched, or could not be: at most one try in five minutes for each domain (RFC 8461 §3.3). Thread-safe. */
public final class SharedPolicies {
    private static final Duration BETWEEN_TRIES = Duration.ofMinutes(5);
    private static final int MOST = 10_000;
    private static final int MOST_OCTETS = 16 * 1024 * 1024;

    /** The size that is assumed for a fetch with its certificates. */
    private static final int EACH = 8_000;

    private final Shared<String, PolicyFetch> fetches;

    /**
     * Creates an empty cache.
     *
     * @param ticker measures the time since the last try
     */
    public SharedPolicies(Ticker ticker) {
        fetches = new Shared<>(MOST, MOST_OCTETS, BETWEEN_TRIES, ticker);
    }

    /**
     * The result of the last try, or a new one.
     *
     * @param domain   the domain
     * @param host     its policy host
     * @param deadline when to stop waiting for somebody else's try
     * @param fetch    makes a try
     * @return the result
     */
    public PolicyFetch fetch(String domain, String host, Deadline deadline, Supplier<PolicyFetch> fetch) {
        while (true) {
            Shared<String, PolicyFetch>.Place place = fetches.enter(domain);
            if (place.leads()) {
                return lead(place, fetch);
            }
            try {
                Optional<PolicyFetch> told = place.follow(deadline);
                if (told.isPresent()) {
                    return told.get();
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                return PolicyFetch.builder(host, PolicyFetch.Outcome.CANCELLED).build();
            }
            if (deadline.expired()) {
                return PolicyFetch.builder(host, PolicyFetch.Outcome.TIME).build();
            }
        }
    }

    private static PolicyFetch lead(Shared<String, PolicyFetch>.Place place, Supplier<PolicyFetch> fetch) {
        try {
            PolicyFetch found = fetch.get();
            boolean tried = found.telling() || found.outcome() == PolicyFetch.Outcome.DENIED;
            place.settle(tried ? Optional.of(found) : Optional.empty(), BETWEEN_TRIES, EACH + found.body().length);
            return found;
        } finally {
            place.leave();
        }
    }
}

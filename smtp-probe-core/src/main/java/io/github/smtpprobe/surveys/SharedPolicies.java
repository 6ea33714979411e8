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

    /** A fetch with its certificates. */
    private static final int EACH = 8_000;

    private final Shared<String, PolicyFetch> fetches;

    /**
     * None yet.
     *
     * @param ticker tells how long ago the last try was
     */
    public SharedPolicies(Ticker ticker) {
        fetches = new Shared<>(MOST, MOST_OCTETS, BETWEEN_TRIES, ticker);
    }

    /**
     * Tells what came of the last try, or tries.
     *
     * @param domain   whose policy
     * @param host     where it is
     * @param deadline when to stop waiting for somebody else who tries
     * @param fetch    tries
     * @return what came of it
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

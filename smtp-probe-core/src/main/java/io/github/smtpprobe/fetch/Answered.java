/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fetch;

import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.mtasts.PolicyFetch.Outcome;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The results at the addresses of a policy host: that of the first one that accepted a connection, and those of further ones
 * that were tried because it gave no policy.
 */
final class Answered {
    /** The most further addresses; strangers choose how many there are. */
    private static final int MOST_OTHERS = 3;

    /** Outcomes that may be different at another address. */
    private static final Set<Outcome> OF_ONE = EnumSet.of(
            Outcome.TLS_FAILED,
            Outcome.TLS_VERSION,
            Outcome.BAD_CERTIFICATE,
            Outcome.REDIRECT,
            Outcome.STATUS,
            Outcome.BAD_HTTP,
            Outcome.NO_CONNECTION);

    private final List<PolicyFetch> others = new ArrayList<>();
    private PolicyFetch.@Nullable Builder first;
    private boolean last;

    boolean none() {
        return first == null;
    }

    /** Whether no further address can tell more. */
    boolean enough() {
        return last || others.size() >= MOST_OTHERS;
    }

    void add(PolicyFetch.Builder given) {
        PolicyFetch one = given.build();
        last = !OF_ONE.contains(one.outcome());
        if (first == null) {
            first = given;
        } else if (!last || one.outcome() == Outcome.FETCHED) {
            others.add(one);
        }
    }

    PolicyFetch.Builder all() {
        PolicyFetch.Builder answer = first;
        if (answer == null) {
            throw new IllegalStateException("nothing was answered");
        }
        return answer.others(others);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import java.time.Duration;

/**
 * Whose turn it is at one operator, as numbers only; the waiting candidates themselves are stored separately, under their
 * tickets. An operator that says that it receives too many requests is probed by one candidate at a time, after a pause that
 * doubles with each further refusal. Immutable.
 *
 * @param first     the ticket whose turn is next; earlier ones are running or done
 * @param next      the ticket for the next candidate that arrives
 * @param running   the number of candidates that are running
 * @param notBefore when the next candidate may start, in milliseconds since the epoch
 * @param slowness  how often the operator said that it receives too many requests, minus the times that it answered since then;
 *     at most 7
 */
public record Turns(long first, long next, int running, long notBefore, int slowness) {
    static final Turns NONE = new Turns(0, 0, 0, 0, 0);

    private static final long FIRST_PAUSE = Duration.ofSeconds(1).toMillis();

    /** A pause of a minute; only operators that refuse for hours would get to more. */
    private static final int SLOWEST = 7;

    /** {@return the turns for these candidates, none of which is running, as after a recovery; the operator stays as slow as it was} */
    Turns again(long waiting) {
        return new Turns(0, waiting, 0, notBefore, slowness);
    }

    /** {@return a copy with one more candidate, which has the ticket {@link #next()}} */
    Turns queued() {
        return new Turns(first, next + 1, running, notBefore, slowness);
    }

    /** {@return a copy in which the ticket {@link #first()} is running} */
    Turns started(long now, long intervalMillis) {
        return new Turns(first + 1, next, running + 1, now + pause(intervalMillis, slowness), slowness);
    }

    /** {@return a copy in which the ticket {@link #first()} is done without a probe of its own} */
    Turns passed() {
        return new Turns(first + 1, next, running, notBefore, slowness);
    }

    /** {@return a copy with one candidate fewer running, about which the operator did not complain} */
    Turns finished() {
        return new Turns(first, next, running - 1, notBefore, Math.max(0, slowness - 1));
    }

    /** {@return a copy with one candidate fewer running, to which the operator said that it receives too many requests} */
    Turns refused(long now, long intervalMillis) {
        int slower = Math.min(SLOWEST, slowness + 1);
        return new Turns(first, next, running - 1, Math.max(notBefore, now + pause(intervalMillis, slower)), slower);
    }

    private static long pause(long intervalMillis, int slowness) {
        return slowness == 0 ? intervalMillis : Math.max(intervalMillis, FIRST_PAUSE << (slowness - 1));
    }

    /** {@return whether a candidate is waiting that can start as soon as the pause is over} */
    boolean due(int perOperator) {
        return first < next && running < (slowness > 0 ? 1 : perOperator);
    }

    /** {@return whether no candidate is waiting or running} */
    boolean idle() {
        return first == next && running == 0;
    }
}

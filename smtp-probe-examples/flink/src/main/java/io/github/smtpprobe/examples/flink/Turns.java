/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import java.time.Duration;

/**
 * Whose turn it is at one operator, as numbers only: who waits is kept beside it, under its ticket. An operator that says that it is asked
 * too much is asked by one at a time, after a pause that each further refusal doubles. Immutable.
 *
 * @param first     the ticket that is next; those before it run, or are done
 * @param next      the ticket that the next one to come gets
 * @param running   how many run
 * @param notBefore when the next may start, in milliseconds of the epoch
 * @param slowness  how often the operator said that it is asked too much, less the times that it answered since; 7 at most
 */
public record Turns(long first, long next, int running, long notBefore, int slowness) {
    static final Turns NONE = new Turns(0, 0, 0, 0, 0);

    private static final long FIRST_PAUSE = Duration.ofSeconds(1).toMillis();

    /** A minute: only operators that refuse for hours would come to more. */
    private static final int SLOWEST = 7;

    /** {@return the turns of these, none of which runs: what is right after a recovery; the operator is no less slow} */
    Turns again(long waiting) {
        return new Turns(0, waiting, 0, notBefore, slowness);
    }

    /** {@return with one more, who has the ticket {@link #next()}} */
    Turns queued() {
        return new Turns(first, next + 1, running, notBefore, slowness);
    }

    /** {@return with the ticket {@link #first()} running} */
    Turns started(long now, long intervalMillis) {
        return new Turns(first + 1, next, running + 1, now + pause(intervalMillis, slowness), slowness);
    }

    /** {@return with the ticket {@link #first()} done without a probe of its own} */
    Turns passed() {
        return new Turns(first + 1, next, running, notBefore, slowness);
    }

    /** {@return with one that runs less, of whom the operator did not complain} */
    Turns finished() {
        return new Turns(first, next, running - 1, notBefore, Math.max(0, slowness - 1));
    }

    /** {@return with one that runs less, to whom the operator said that it is asked too much} */
    Turns refused(long now, long intervalMillis) {
        int slower = Math.min(SLOWEST, slowness + 1);
        return new Turns(first, next, running - 1, Math.max(notBefore, now + pause(intervalMillis, slower)), slower);
    }

    private static long pause(long intervalMillis, int slowness) {
        return slowness == 0 ? intervalMillis : Math.max(intervalMillis, FIRST_PAUSE << (slowness - 1));
    }

    /** {@return whether somebody waits, and has a place as soon as it is time} */
    boolean due(int perOperator) {
        return first < next && running < (slowness > 0 ? 1 : perOperator);
    }

    /** {@return whether nobody waits or runs} */
    boolean idle() {
        return first == next && running == 0;
    }
}

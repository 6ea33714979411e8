/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

/**
 * Whose turn it is at one operator, as numbers only: who waits is kept beside it, under its ticket. Immutable.
 *
 * @param first     the ticket that is next; those before it run, or are done
 * @param next      the ticket that the next one to come gets
 * @param running   how many run
 * @param notBefore when the next may start, in milliseconds of the epoch
 */
public record Turns(long first, long next, int running, long notBefore) {
    static final Turns NONE = new Turns(0, 0, 0, 0);

    /** {@return the turns of these, none of which runs: what is right after a recovery} */
    static Turns of(long waiting) {
        return new Turns(0, waiting, 0, 0);
    }

    /** {@return with one more, who has the ticket {@link #next()}} */
    Turns queued() {
        return new Turns(first, next + 1, running, notBefore);
    }

    /** {@return with the ticket {@link #first()} running} */
    Turns started(long now, long intervalMillis) {
        return new Turns(first + 1, next, running + 1, now + intervalMillis);
    }

    /** {@return with one that runs less} */
    Turns finished() {
        return new Turns(first, next, running - 1, notBefore);
    }

    /** {@return whether somebody waits, and has a place as soon as it is time} */
    boolean due(int perOperator) {
        return first < next && running < perOperator;
    }

    /** {@return whether nobody waits or runs} */
    boolean idle() {
        return first == next && running == 0;
    }
}

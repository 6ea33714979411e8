/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import java.time.Duration;

/**
 * How often a question is asked, and how long the next time waits for the one before. An earlier one may still be answered
 * when a later one is on its way: a server that is slow is heard as long as there is time.
 *
 * @param tries    in all, going round the servers
 * @param interval from one to the next while nobody answers
 */
record RetrySchedule(int tries, Duration interval) {
    /** A datagram that is not answered by then may be lost. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final int ALONE = 3;
    private static final int EACH = 2;

    /**
     * The schedule that brings every server to its turn, the last one with an interval left for its answer.
     *
     * @param servers at least 1
     * @param time    that there is
     * @return the schedule
     */
    static RetrySchedule of(int servers, Duration time) {
        int tries = Math.max(ALONE, EACH * servers);
        Duration share = time.dividedBy(tries);
        return new RetrySchedule(tries, share.compareTo(PATIENCE) < 0 ? share : PATIENCE);
    }

    /**
     * When a try is due if nothing has come.
     *
     * @param number of the try, counted from 0
     * @return the time since the first
     */
    Duration due(int number) {
        return interval.multipliedBy(number);
    }
}

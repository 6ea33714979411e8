/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import java.time.Duration;

/**
 * How often a question is asked, and how long each try waits before the next one. An earlier try may still be answered when a
 * later one is under way, so a slow server is heard as long as there is time.
 *
 * @param tries    the total number of tries, taking the servers in turn
 * @param interval the time between two tries while nobody answers
 */
record RetrySchedule(int tries, Duration interval) {
    /** A datagram without an answer after this time may be lost. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final int ALONE = 3;
    private static final int EACH = 2;

    /**
     * A schedule in which every server gets a turn, with an interval left for the last one to answer.
     *
     * @param servers at least 1
     * @param time    the time available
     * @return the schedule
     */
    static RetrySchedule of(int servers, Duration time) {
        int tries = Math.max(ALONE, EACH * servers);
        Duration share = time.dividedBy(tries);
        return new RetrySchedule(tries, share.compareTo(PATIENCE) < 0 ? share : PATIENCE);
    }

    /**
     * When a try is due if no answer has come.
     *
     * @param number the number of the try, counted from 0
     * @return the time since the first try
     */
    Duration due(int number) {
        return interval.multipliedBy(number);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

/**
 * How many probes may be connecting at once: few at first, one more for each that has got through, so that a burst of connections
 * overflows neither the queues of servers nor those of the network between. Belongs to the thread that runs the batch.
 */
final class Ramp {
    private static final int FIRST = 50;

    /** Listening sockets commonly queue 4,096 connections, and some 128 to 511. */
    private static final int MOST = 1_000;

    private int limit = FIRST;
    private int connecting;

    boolean open() {
        return connecting < limit;
    }

    void begun() {
        connecting++;
    }

    /** One is no longer connecting; whether it got through or not, the network has dealt with it. */
    void ended() {
        connecting--;
        limit = Math.min(MOST, limit + 1);
    }
}

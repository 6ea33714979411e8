/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import java.time.Duration;

/**
 * Which of several name servers is asked first. One that was still silent when another had answered is not asked first for a while:
 * a look-up has many questions, one after the other, and would wait for it at each. Thread-safe.
 */
final class Turns {
    /** After this time the first server is tried first again, since only it may know certain names. */
    private static final Duration WHILE = Duration.ofSeconds(30);

    private static final Turn FROM_THE_FIRST = new Turn(0, 0);

    private volatile Turn turn = FROM_THE_FIRST;

    /** The place of the server to begin with, and since when by {@link System#nanoTime()}. */
    private record Turn(int place, long since) {}

    /** {@return the place of the server to begin with, counted from 0} */
    int first() {
        Turn now = turn;
        boolean over = System.nanoTime() - now.since > WHILE.toNanos();
        return over ? FROM_THE_FIRST.place : now.place;
    }

    /** A server answered while one that was asked before was silent. */
    void answeredBefore(int place) {
        turn = new Turn(place, System.nanoTime());
    }
}

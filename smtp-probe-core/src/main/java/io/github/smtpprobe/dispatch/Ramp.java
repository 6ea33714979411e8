/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Limits how many probes may be connecting at once: few at first, and one more for each that has connected, so that a burst of
 * connections does not overflow the queues of servers or of the network. Thread-safe.
 */
final class Ramp {
    private static final int FIRST = 50;

    /** Listening sockets commonly queue up to 4,096 connections, some only 128 to 511. */
    private static final int MOST = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private int limit = FIRST;
    private int connecting;

    boolean open() {
        lock.lock();
        try {
            return connecting < limit;
        } finally {
            lock.unlock();
        }
    }

    void begun() {
        lock.lock();
        try {
            connecting++;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Called when a probe is no longer connecting; whether or not it succeeded, the network has dealt with it.
     *
     * @return whether there was no room before, so that somebody may be waiting for it
     */
    boolean ended() {
        lock.lock();
        try {
            boolean open = connecting < limit;
            connecting--;
            limit = Math.min(MOST, limit + 1);
            return !open;
        } finally {
            lock.unlock();
        }
    }
}

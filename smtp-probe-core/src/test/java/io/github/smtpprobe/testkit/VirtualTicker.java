/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import io.github.smtpprobe.clock.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that moves only when it is told to. Thread-safe. */
public final class VirtualTicker implements Ticker {
    private final AtomicLong now = new AtomicLong();

    /** Makes a clock that stands at zero. */
    public VirtualTicker() {}

    @Override
    public long nanos() {
        return now.get();
    }

    /**
     * Moves on.
     *
     * @param length how far; one below zero moves back
     */
    public void advance(Duration length) {
        now.addAndGet(length.toNanos());
    }
}

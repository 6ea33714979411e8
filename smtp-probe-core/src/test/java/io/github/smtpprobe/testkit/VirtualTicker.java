/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import io.github.smtpprobe.clock.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that moves only when {@link #advance} is called. Thread-safe. */
public final class VirtualTicker implements Ticker {
    private final AtomicLong now = new AtomicLong();

    /** Creates a clock that starts at zero. */
    public VirtualTicker() {}

    @Override
    public long nanos() {
        return now.get();
    }

    /**
     * Moves the clock.
     *
     * @param length how far; a negative duration moves it back
     */
    public void advance(Duration length) {
        now.addAndGet(length.toNanos());
    }
}

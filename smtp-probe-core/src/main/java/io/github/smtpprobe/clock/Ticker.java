/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.clock;

/**
 * A source of monotonic time. Only differences mean anything. Thread-safe; it is asked often and must not block. One that runs backwards
 * stands still instead, and after one that throws time goes on by this machine's.
 */
@FunctionalInterface
public interface Ticker {
    /** {@return nanoseconds since some fixed moment} */
    long nanos();

    /** {@return the ticker of this machine, {@link System#nanoTime()}: it does not follow the wall clock when that jumps} */
    static Ticker system() {
        return SystemTicker.INSTANCE;
    }
}

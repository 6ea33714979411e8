/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.clock;

/**
 * A source of monotonic time. Only differences mean anything. Thread-safe; it is asked often and must not block. While one runs
 * backwards, time stands still for the probe; once one throws, the probe goes on with this machine's.
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

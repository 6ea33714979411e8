/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.clock;

/**
 * A source of monotonic time. Only differences between readings are meaningful. Implementations must be thread-safe and must not
 * block, since they are called often. While a ticker runs backwards, time stands still for the probe; once it throws, the probe
 * continues with this machine's ticker.
 */
@FunctionalInterface
public interface Ticker {
    /** {@return nanoseconds since some fixed moment} */
    long nanos();

    /** {@return the ticker of this machine, {@link System#nanoTime()}, which is not affected by changes of the wall clock} */
    static Ticker system() {
        return SystemTicker.INSTANCE;
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.clock;

import java.time.Duration;
import java.util.Objects;

/** A moment after which nothing is waited for any more. Immutable and thread-safe. */
public final class Deadline {
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Ticker ticker;
    private final long at;

    private Deadline(Ticker ticker, long at) {
        this.ticker = ticker;
        this.at = at;
    }

    /**
     * A deadline some time from now.
     *
     * @param length the time from now; a negative time counts as zero, more than a year as a year
     * @param ticker the clock that it is measured with
     * @return the deadline
     */
    public static Deadline after(Duration length, Ticker ticker) {
        Objects.requireNonNull(length, "length");
        Objects.requireNonNull(ticker, "ticker");
        return new Deadline(ticker, ticker.nanos() + clamp(length));
    }

    /**
     * The earlier of this deadline and some time from now.
     *
     * @param length from now on
     * @return a deadline that is never later than this one
     */
    public Deadline sooner(Duration length) {
        long other = ticker.nanos() + clamp(Objects.requireNonNull(length, "length"));
        return other - at < 0 ? new Deadline(ticker, other) : this;
    }

    /** {@return the time left, never negative} */
    public Duration remaining() {
        return Duration.ofNanos(remainingNanos());
    }

    /** {@return the nanoseconds left, never negative} */
    public long remainingNanos() {
        return Math.max(0, at - ticker.nanos());
    }

    /** {@return the milliseconds left, rounded up and at least 1, for calls that take a time-out in milliseconds} */
    public int remainingMillis() {
        long millis = (remainingNanos() + 999_999) / 1_000_000;
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, millis));
    }

    /** {@return whether no time is left} */
    public boolean expired() {
        return at - ticker.nanos() <= 0;
    }

    /** {@return the clock that this deadline is measured with} */
    public Ticker ticker() {
        return ticker;
    }

    private static long clamp(Duration length) {
        if (length.isNegative()) {
            return 0;
        }
        return length.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : length.toNanos();
    }

    @Override
    public String toString() {
        return "Deadline[" + remaining().toMillis() + " ms left]";
    }
}

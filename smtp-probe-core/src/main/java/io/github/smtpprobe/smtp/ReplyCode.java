/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.smtp;

/**
 * The three digits of a reply (RFC 5321 §4.2). Any code from 200 to 599 is one; what is not in a table acts by its first digit.
 * A record: the RFC has closed its shape.
 *
 * @param value 200 to 599
 */
public record ReplyCode(int value) {
    /** The lowest code that a reply may have. */
    public static final int LOWEST = 200;
    /** The highest code that a reply may have. */
    public static final int HIGHEST = 599;

    /**
     * Makes a code.
     *
     * @param value 200 to 599
     * @throws IllegalArgumentException if the value is outside
     */
    public ReplyCode {
        if (value < LOWEST || value > HIGHEST) {
            throw new IllegalArgumentException("reply code outside 200..599: " + value);
        }
    }

    /** {@return whether the first digit says success} */
    public boolean positive() {
        return value < 300;
    }

    /** {@return whether the first digit says that more input is wanted} */
    public boolean intermediate() {
        return value >= 300 && value < 400;
    }

    /** {@return whether the first digit says that the same may work later} */
    public boolean temporary() {
        return value >= 400 && value < 500;
    }

    /** {@return whether the first digit says that the same will not work later either} */
    public boolean permanent() {
        return value >= 500;
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}

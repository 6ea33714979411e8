/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.smtp;

/**
 * The three-digit code of a reply (RFC 5321 §4.2). Any value from 200 to 599 is valid; unknown codes are treated by their first
 * digit. It is a record, since the RFC defines no further parts.
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
     * @throws IllegalArgumentException if the value is out of range
     */
    public ReplyCode {
        if (value < LOWEST || value > HIGHEST) {
            throw new IllegalArgumentException("a reply code is from 200 to 599, not " + value);
        }
    }

    /** {@return whether the first digit means success} */
    public boolean positive() {
        return value < 300;
    }

    /** {@return whether the first digit means that more input is expected} */
    public boolean intermediate() {
        return value >= 300 && value < 400;
    }

    /** {@return whether the first digit means a temporary failure, so that another try may succeed} */
    public boolean temporary() {
        return value >= 400 && value < 500;
    }

    /** {@return whether the first digit means a permanent failure} */
    public boolean permanent() {
        return value >= 500;
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;

/**
 * How often something may happen. What was used comes back evenly: with {@code 30/10m}, one every 20 seconds, up to 30.
 *
 * @param times  how often at most, at once or one after another; from 1 to 1,000,000
 * @param within the time after which all of them are there again; from a second to a day
 */
public record Rate(int times, Duration within) {
    private static final int MOST = 1_000_000;
    private static final Duration LONGEST = Duration.ofDays(1);

    /**
     * Creates a rate.
     *
     * @param times  how often
     * @param within in which time
     * @throws IllegalArgumentException if one of them is out of its range
     */
    public Rate {
        if (times < 1 || times > MOST) {
            throw new IllegalArgumentException("a rate allows from 1 to " + MOST + " times, not " + times);
        }
        if (within.compareTo(Duration.ofSeconds(1)) < 0 || within.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("the time of a rate must be from 1s to 1d, not " + within);
        }
    }

    /**
     * Reads a rate.
     *
     * @param text such as {@code 30/10m}
     * @return the rate
     * @throws IllegalArgumentException if it is none
     */
    public static Rate valueOf(String text) {
        String[] parts = text.strip().split("/", -1);
        if (parts.length != 2 || !parts[0].matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(
                    "a rate must be a number, a slash and a time, such as 30/10m, not \"" + text + "\"");
        }
        return new Rate(Integer.parseInt(parts[0]), DurationStyle.SIMPLE.parse(parts[1]));
    }

    /** {@return the rate of this many together} */
    Rate by(int several) {
        return new Rate(Math.min(MOST, times * several), within);
    }
}

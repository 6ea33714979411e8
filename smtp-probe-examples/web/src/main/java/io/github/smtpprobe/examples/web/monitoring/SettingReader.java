/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.monitoring;

import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;

/** Reads single settings. If one is wrong, the application does not start; the message names the setting and does not repeat its value. */
final class SettingReader {
    private final Environment environment;

    SettingReader(Environment environment) {
        this.environment = environment;
    }

    Duration time(String name, Duration otherwise, Duration least, Duration most) {
        String given = environment.getProperty(name, "");
        return given.isBlank() ? otherwise : time(name, given, least, most);
    }

    static Duration time(String name, String given, Duration least, Duration most) {
        try {
            Duration time = DurationStyle.detectAndParse(given.strip());
            if (time.compareTo(least) >= 0 && time.compareTo(most) <= 0) {
                return time;
            }
        } catch (IllegalArgumentException | ArithmeticException none) {
            throw RefusedStart.of(name, "must be a time such as 10s or 5m");
        }
        throw RefusedStart.of(name, "must be from " + words(least) + " to " + words(most));
    }

    private static String words(Duration time) {
        return time.toHours() > 0
                ? time.toHours() + "h"
                : time.toSeconds() > 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }

    int number(String name, int otherwise, int least, int most) {
        String given = environment.getProperty(name, "");
        return given.isBlank() ? otherwise : number(name, given, least, most);
    }

    static int number(String name, String given, int least, int most) {
        try {
            int number = Integer.parseInt(given.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException none) {
            throw RefusedStart.of(name, "must be a number from " + least + " to " + most);
        }
        throw RefusedStart.of(name, "must be a number from " + least + " to " + most);
    }
}

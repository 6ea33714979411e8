/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.text.NamedAddresses;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a refusal names in its own words: the address of the client, how long to wait, the largest size. Each pattern begins with
 * what is rare and looks ahead for a bounded length, so that a long reply is searched in linear time.
 */
final class NamedValues {
    private static final Pattern CLOCK =
            Pattern.compile("(?i)(?<!\\w)(?:in|after|for) {1,3}([0-9]{2}):([0-9]{2}):([0-9]{2})(?![0-9:])");
    private static final Pattern WAIT = Pattern.compile("(?i)(?<!\\w)(?:in|after|for|wait|least) {1,3}([0-9]{1,6})"
            + " {0,2}(seconds?|secs?|s|minutes?|mins?|m|hours?|h)(?!\\w)");
    private static final Pattern LIMIT =
            Pattern.compile("(?i)(?<!\\w)(?:size|limit|maximum|max)(?!\\w)[^0-9]{1,40}([0-9]{4,12})(?![0-9])");

    private NamedValues() {}

    /**
     * The values that a text may use, by their names; what is not named is left out.
     *
     * @param others addresses that are not the client's
     */
    static Map<String, String> of(String reply, Predicate<String> others) {
        String text = AttemptFindings.judged(reply);
        Map<String, String> values = new HashMap<>();
        NamedAddresses.anywhere(text).stream()
                .filter(others.negate())
                .findFirst()
                .ifPresent(client -> values.put("client", client));
        Matcher limit = LIMIT.matcher(text);
        if (limit.find()) {
            values.put("limit", limit.group(1));
        }
        String wait = wait(text);
        if (!wait.isEmpty()) {
            values.put("wait", wait);
        }
        return values;
    }

    private static String wait(String text) {
        Matcher words = WAIT.matcher(text);
        if (words.find()) {
            String unit = unit(words.group(2).toLowerCase(Locale.ROOT).charAt(0));
            return counted(words.group(1), unit);
        }
        Matcher clock = CLOCK.matcher(text);
        if (!clock.find()) {
            return "";
        }
        int hours = Integer.parseInt(clock.group(1));
        int minutes = Integer.parseInt(clock.group(2));
        int seconds = (hours * 60 + minutes) * 60 + Integer.parseInt(clock.group(3));
        return seconds % 60 == 0
                ? counted(Integer.toString(seconds / 60), "minute")
                : counted(Integer.toString(seconds), "second");
    }

    private static String unit(char first) {
        return first == 's' ? "second" : first == 'm' ? "minute" : "hour";
    }

    private static String counted(String number, String unit) {
        return number + " " + unit + (number.equals("1") ? "" : "s");
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.text.NamedAddresses;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a refusal names in its own words: the address of the client, how long to wait, the largest size; empty where it does not. Each pattern begins with
 * what is rare and looks ahead for a bounded length, so that a long reply is searched in linear time.
 */
final class NamedValues {
    private static final Pattern CLOCK =
            Pattern.compile("(?i)(?<!\\w)(?:in|after|for) {1,3}([0-9]{2}):([0-9]{2}):([0-9]{2})(?![0-9:])");
    private static final Pattern WAIT = Pattern.compile("(?i)(?<!\\w)(?:in|after|for|wait|least) {1,3}([0-9]{1,6})"
            + " {0,2}(seconds?|secs?|s|minutes?|mins?|m|hours?|h)(?!\\w)");
    /** Minutes behind hours, as in {@code 1 hour(s) 25 minute(s)}. */
    private static final Pattern MORE =
            Pattern.compile("(?i)(?:\\(s\\))?,? {1,3}(?:and {1,3})?([0-9]{1,2}) {0,2}(?:minutes?|mins?|m)(?!\\w)");

    private static final Pattern LIMIT =
            Pattern.compile("(?i)(?<!\\w)(?:size|limit|maximum|max)(?!\\w)[^0-9]{1,40}([0-9]{4,12})(?![0-9])");

    private NamedValues() {}

    /**
     * The address of the client.
     *
     * @param others addresses that are not the client's
     */
    static String client(String reply, Predicate<String> others) {
        return NamedAddresses.anywhere(AttemptFindings.judged(reply)).stream()
                .filter(others.negate())
                .findFirst()
                .orElse("");
    }

    /** The largest size. */
    static String limit(String reply) {
        Matcher limit = LIMIT.matcher(AttemptFindings.judged(reply));
        return limit.find() ? limit.group(1) : "";
    }

    /** How long to wait, such as {@code 5 minutes}. */
    static String wait(String reply) {
        String text = AttemptFindings.judged(reply);
        Matcher words = WAIT.matcher(text);
        if (words.find()) {
            String unit = unit(words.group(2).toLowerCase(Locale.ROOT).charAt(0));
            Matcher more = MORE.matcher(text).region(words.end(), text.length());
            String rest = unit.equals("hour") && more.lookingAt() ? counted(more.group(1), "minute") : "";
            String first = counted(words.group(1), unit);
            return first.isEmpty() || rest.isEmpty() ? first + rest : first + " and " + rest;
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

    /** Who says to wait for no time says nothing of it. */
    private static String counted(String digits, String unit) {
        int number = Integer.parseInt(digits);
        return number == 0 ? "" : number + " " + unit + (number == 1 ? "" : "s");
    }
}

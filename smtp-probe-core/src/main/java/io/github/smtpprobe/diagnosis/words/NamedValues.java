/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.words;

import io.github.smtpprobe.text.NamedAddresses;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values that a refusal contains: the address of the client, how long to wait, the largest size; empty if it contains none.
 * Each pattern begins with something rare and looks ahead for a limited length, so that a long reply is searched in linear
 * time.
 */
final class NamedValues {
    private static final Pattern CLOCK =
            Pattern.compile("(?i)(?<!\\w)(?:in|after|for) {1,3}([0-9]{2}):([0-9]{2}):([0-9]{2})(?![0-9:])");
    /**
     * A time to wait, in English and in words of the Romance, Germanic and Slavic languages; not a time after which the server
     * broke off.
     */
    private static final Pattern WAIT =
            Pattern.compile("(?iu)(?<!(?:timed? ?out|idle|inactiv\\w{0,4}|closed|lost|expired|activity) )(?<!\\w)"
                    + "(?:in|after|for|wait|least|em|en|dans|nach|dopo|depois de|apr[eè]s|despu[eé]s de|tra|fra|over|za|po|через"
                    + "|espere|aguarde|attendez) {1,3}([0-9]{1,6}) {0,2}"
                    + "(seconds?|secs?|s|minutes?|mins?|m|hours?|h|segundos?|secondes?|sekunden?|secondi|seconden|sekund[ay]?"
                    + "|секунд[уы]?|minutos?|minuten?|minut[aiyę]?|minuut|минут[уы]?|horas?|heures?|stunden?|or[ae]|uur|uren"
                    + "|godzin[aęy]?|hodin[auy]?|час(?:а|ов)?)(?!\\w)");

    /** Minutes after hours, as in {@code 1 hour(s) 25 minute(s)}. */
    private static final Pattern MORE =
            Pattern.compile("(?i)(?:\\(s\\))?,? {1,3}(?:and {1,3})?([0-9]{1,2}) {0,2}(?:minutes?|mins?|m)(?!\\w)");

    /** A date with a time of day, as in mail or by ISO 8601, after words that ask to wait; or a time of day with its zone. */
    private static final Pattern UNTIL = Pattern.compile(
            "(?i)(?<!\\w)(?:(?:again|retry|try|back|reconnect|resend) {1,2}(?:after|at|on|until|not before)"
                    + "|(?:wait|blocked|banned|locked|limited|throttled|suspended|unavailable|closed|paused|deferred|listed) {1,2}(?:until|till)"
                    + "|not before) {1,2}("
                    + "(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? {1,2})?[0-9]{1,2}[ -](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
                    + "[ -][0-9]{4},? {1,2}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?(?:gmt|utc|z|[+-][0-9]{4})(?!\\w))?"
                    + "|[0-9]{4}-[0-9]{2}-[0-9]{2}[t ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?(?: ?(?:gmt|utc|z|[+-][0-9]{2}:?[0-9]{2})(?!\\w))?"
                    + "|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})? ?(?:gmt|utc|[+-][0-9]{4}))(?!\\w)");

    private static final Pattern LIMIT =
            Pattern.compile("(?i)(?<!\\w)(?:size|limit|maximum|max)(?!\\w)[^0-9]{1,40}([0-9]{4,12})(?![0-9])");

    /** How many characters before an address show whose it is. */
    private static final int BEFORE = 40;

    /** Precedes an address to which a name leads: {@code mail.example.org resolves to 203.0.113.77}. */
    private static final Pattern RESOLVED = Pattern.compile(
            "(?i)(?:(?<!\\w)(?:resolv(?:es?|ed|ing)|points?|pointing|leads?|maps?|has address|a record(?: is)?|dns says)"
                    + "|\\.[a-z]{2,24} (?:is|=))(?: back)?(?: to)?:? ?[\\[(]?\\z");

    /** Precedes the client's address if a reply names several. */
    private static final Pattern CLIENT = Pattern.compile(
            "(?i)(?<!\\w)(?:from|client|your|you|connecting|source|peer|not)(?: (?:ip|host|server|address|are|is|was)){0,3}:? ?[\\[(]?\\z");

    private NamedValues() {}

    /**
     * The address of the client: of several, the one that is marked as such, and never one to which a name leads.
     *
     * @param others tells which addresses are not the client's
     */
    static String client(String reply, Predicate<String> others) {
        String text = Quotation.judged(reply);
        String first = "";
        int from = 0;
        for (String each : NamedAddresses.anywhere(text)) {
            int at = text.indexOf(each, from);
            String before = text.substring(Math.max(from, at - BEFORE), at);
            from = at + each.length();
            if (!others.test(each) && !RESOLVED.matcher(before).find()) {
                if (CLIENT.matcher(before).find()) {
                    return each;
                }
                first = first.isEmpty() ? each : first;
            }
        }
        return first;
    }

    /** The largest size that is accepted. */
    static String limit(String reply) {
        Matcher limit = LIMIT.matcher(Quotation.judged(reply));
        return limit.find() ? limit.group(1) : "";
    }

    /** How long to wait, such as {@code 5 minutes}, or until when; a new try makes sense afterwards. */
    static String wait(String reply) {
        String span = span(Quotation.judged(reply));
        return span.isEmpty() ? time(reply) : span;
    }

    /** How long to wait, such as {@code 5 minutes} or {@code until 10:00 UTC}. */
    static String pause(String reply) {
        String span = span(Quotation.judged(reply));
        String time = span.isEmpty() ? time(reply) : "";
        return time.isEmpty() ? span : "until " + time;
    }

    /** The time to wait for, in the server's own words. */
    private static String time(String reply) {
        Matcher until = UNTIL.matcher(Quotation.judged(reply));
        return until.find() ? until.group(1) : "";
    }

    private static String span(String text) {
        Matcher words = WAIT.matcher(text);
        if (words.find()) {
            String unit = unit(words.group(2).toLowerCase(Locale.ROOT));
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

    private static String unit(String word) {
        return switch (word.charAt(0)) {
            case 'm', 'м' -> "minute";
            case 's', 'с' -> word.startsWith("st") ? "hour" : "second";
            default -> "hour";
        };
    }

    /** A number with its unit; empty if it is zero, which says nothing. */
    private static String counted(String digits, String unit) {
        int number = Integer.parseInt(digits);
        return number == 0 ? "" : number + " " + unit + (number == 1 ? "" : "s");
    }
}

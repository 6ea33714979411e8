/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names with values in a line, in any form that programs use: JSON, also escaped inside JSON, {@code name=value}, {@code name =
 * "value"}, dictionaries of Python and Ruby. Names are compared without case, hyphens and underscores.
 */
public final class Fields {
    /** A longer value is not part of a log line. */
    private static final int LONGEST = 4_000;

    private static final int MOST = 500;
    private static final int MOST_OF_A_NAME = 20;

    private static final Pattern NAME =
            Pattern.compile("(?<![\\w.-])(?<name>[A-Za-z][\\w-]{0,40})(?:\\\\{0,8}+[\"'])? ?(?:=>|[=:]) ?b?");

    /** The end of a value without quotation marks. */
    private static final Pattern NEXT = Pattern.compile(
            "[\\])}\\t]|[,;](?=\\S|$)|[,;]? (?=[\\w.-]{1,40} ?= ?\\S|[A-Za-z_]{1,40}:[^\\s/]|[\"'][\\w.-]{1,40}[\"']"
                    + " ?[:=]|Error \\[\\d{1,9}]: )");

    /** Brackets that a value may contain. */
    private static final String OPEN = "([{";

    /** Their closing counterparts; one that was not opened ends the value. */
    private static final String CLOSE = ")]}";

    private final String line;
    private final List<Field> all = new ArrayList<>();

    /** A name in lower case without signs, and where its value begins. */
    private record Field(String name, int from) {}

    private Fields(String line) {
        this.line = line;
        Matcher name = NAME.matcher(line);
        while (all.size() < MOST && name.find()) {
            String plain = name.group("name").toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
            all.add(new Field(plain, name.end()));
        }
    }

    /** All fields of a line, including those within values. */
    public static Fields in(String line) {
        return new Fields(line);
    }

    /** The value of the first field with one of these names and a value of this form. */
    public Optional<Matcher> first(Set<String> names, Pattern form) {
        return all.stream()
                .filter(each -> names.contains(each.name))
                .limit(MOST_OF_A_NAME)
                .map(each -> form.matcher(value(each.from)))
                .filter(Matcher::matches)
                .findFirst();
    }

    /** Whether a field has one of these names. */
    public boolean any(Set<String> names) {
        return all.stream().anyMatch(each -> names.contains(each.name));
    }

    /** The value up to the quotation mark that is escaped as often as the first one, otherwise up to the next field. */
    private String value(int from) {
        int quote = from;
        while (quote < line.length() && line.charAt(quote) == '\\') {
            quote++;
        }
        boolean quoted = quote < line.length() && (line.charAt(quote) == '"' || line.charAt(quote) == '\'');
        int limit = Math.min(line.length(), from + LONGEST);
        return quoted ? quoted(line, quote, quote - from, limit) : plain(line, from, limit);
    }

    private static String quoted(String line, int quote, int escapes, int limit) {
        int slashes = 0;
        for (int at = quote + 1; at < limit; at++) {
            if (line.charAt(at) == '\\') {
                slashes++;
            } else {
                if (slashes <= escapes && line.charAt(at) == line.charAt(quote)) {
                    return line.substring(quote + 1, at - slashes);
                }
                slashes = 0;
            }
        }
        return line.substring(quote + 1, limit);
    }

    /** A number or a word; a sentence ends before the next field. */
    private static String plain(String line, int from, int limit) {
        Matcher next = NEXT.matcher(line).region(from, limit);
        next.useTransparentBounds(true);
        int[] open = new int[CLOSE.length()];
        int counted = from;
        while (next.find()) {
            for (; counted < next.start(); counted++) {
                int opens = OPEN.indexOf(line.charAt(counted));
                if (opens >= 0) {
                    open[opens]++;
                }
            }
            int closes = CLOSE.indexOf(line.charAt(next.start()));
            if (closes < 0 || open[closes] == 0) {
                return unquoted(line.substring(from, next.start()));
            }
            open[closes]--;
        }
        return unquoted(line.substring(from, limit));
    }

    /** The value without the mark that closes what surrounds the field. */
    private static String unquoted(String value) {
        String plain = value.strip();
        boolean closed = plain.endsWith("\"") && plain.indexOf('"') == plain.length() - 1;
        return closed ? plain.substring(0, plain.length() - 1) : plain;
    }
}

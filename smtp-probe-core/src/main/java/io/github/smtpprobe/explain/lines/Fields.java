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
 * Names with values in a line, however a program joins them: JSON, also escaped within JSON, {@code name=value},
 * {@code name = "value"}, dictionaries of Python and Ruby. Names count without case, hyphens and underscores.
 */
public final class Fields {
    /** A longer value is no line of a log. */
    private static final int LONGEST = 4_000;

    private static final int MOST = 500;

    private static final Pattern NAME =
            Pattern.compile("(?<![\\w.-])(?<name>[A-Za-z][\\w-]{0,40})(?:\\\\{0,8}+[\"'])? ?(?:=>|[=:]) ?b?");

    private final List<Field> all = new ArrayList<>();

    /** A name, in small letters without signs, and its value without quotation marks. */
    private record Field(String name, String value) {}

    private Fields(String line) {
        Matcher name = NAME.matcher(line);
        while (all.size() < MOST && name.find()) {
            String plain = name.group("name").toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
            all.add(new Field(plain, value(line, name.end())));
        }
    }

    /** All of a line, those within values, too. */
    public static Fields in(String line) {
        return new Fields(line);
    }

    /** The value of the first field that has one of these names and a value of this form. */
    public Optional<Matcher> first(Set<String> names, Pattern form) {
        return all.stream()
                .filter(each -> names.contains(each.name))
                .map(each -> form.matcher(each.value))
                .filter(Matcher::matches)
                .findFirst();
    }

    /** Whether a field has one of these names. */
    public boolean any(Set<String> names) {
        return all.stream().anyMatch(each -> names.contains(each.name));
    }

    /** Up to the quotation mark that is escaped as often as the first, else up to the next blank or comma. */
    private static String value(String line, int from) {
        int quote = from;
        while (quote < line.length() && line.charAt(quote) == '\\') {
            quote++;
        }
        boolean quoted = quote < line.length() && (line.charAt(quote) == '"' || line.charAt(quote) == '\'');
        int limit = Math.min(line.length(), from + LONGEST);
        return quoted ? quoted(line, quote, quote - from, limit) : word(line, from, limit);
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

    private static String word(String line, int from, int limit) {
        int at = from;
        while (at < limit && " ,;)]}\t".indexOf(line.charAt(at)) < 0) {
            at++;
        }
        return line.substring(from, at);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text.masking;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line without the quoting that languages use so that a sign within quotation marks is read as itself: it is doubled, has a
 * sign in front of it, or is in other quotation marks between two texts. Everything is searched for within a limited length.
 */
final class Quoting {
    private static final String QUOTES = "'\"";

    /** Signs that are doubled in format strings, build files and databases. */
    private static final String DOUBLED = "%${}`^]";

    /**
     * Signs that quote the next one: in shells and SMTP's quoted strings, in PowerShell, and on the command line of Windows.
     */
    private static final String LEADS = "\\`^";

    private static final String GLUE = "[ +,|.&]{0,6}";

    /** {@code '\''} and {@code '"'"'} as in shells, {@code '+"'"+'} and the like, and the end of CDATA within CDATA. */
    private static final Pattern SPLICE = Pattern.compile(
            "(['\"])" + GLUE + "(?:((?:\\\\.){1,8})|(?!\\1)(['\"])(\\1{1,8})\\3)" + GLUE + "\\1|\\]\\]><!\\[CDATA\\[",
            Pattern.DOTALL);

    private Quoting() {}

    /**
     * Removes the quoting, one kind after the other.
     *
     * @param reader receives each result
     */
    static void read(byte[] line, Consumer<Decoding> reader) {
        if (holdsOne(line, QUOTES)) {
            reader.accept(doubled(line, QUOTES));
        }
        if (holdsOne(line, DOUBLED)) {
            reader.accept(doubled(line, DOUBLED));
        }
        if (holdsOne(line, QUOTES + "]")) {
            reader.accept(spliced(line));
        }
        for (int i = 0; i < LEADS.length(); i++) {
            if (Escapes.holds(line, LEADS.charAt(i))) {
                reader.accept(led(line, LEADS.charAt(i)));
            }
        }
    }

    private static boolean holdsOne(byte[] line, String signs) {
        for (byte octet : line) {
            if (signs.indexOf(octet) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Replaces doubled signs by single ones. */
    private static Decoding doubled(byte[] line, String signs) {
        Decoding made = new Decoding(line.length);
        int at = 0;
        while (at < line.length) {
            boolean twice = signs.indexOf(line[at]) >= 0 && at + 1 < line.length && line[at + 1] == line[at];
            int end = at + (twice ? 2 : 1);
            made.add(line[at], at, end);
            at = end;
        }
        return made;
    }

    /** Removes a sign that makes the next character stand for itself. */
    private static Decoding led(byte[] line, char lead) {
        Decoding made = new Decoding(line.length);
        int at = 0;
        while (at < line.length) {
            int end = at + (line[at] == lead && at + 1 < line.length ? 2 : 1);
            made.add(line[end - 1], at, end);
            at = end;
        }
        return made;
    }

    private static Decoding spliced(byte[] line) {
        Decoding made = new Decoding(line.length);
        Matcher splice = SPLICE.matcher(new String(line, StandardCharsets.ISO_8859_1));
        int at = 0;
        while (splice.find()) {
            for (; at < splice.start(); at++) {
                made.add(line[at], at, at + 1);
            }
            at = splice.end();
            boolean pairs = splice.group(2) != null;
            String within = pairs ? splice.group(2) : splice.group(3) != null ? splice.group(4) : "";
            for (int i = pairs ? 1 : 0; i < within.length(); i += pairs ? 2 : 1) {
                made.add((byte) within.charAt(i), splice.start(), at);
            }
        }
        for (; at < line.length; at++) {
            made.add(line[at], at, at + 1);
        }
        return made;
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.smtp;

import io.github.smtpprobe.smtp.Capabilities.Keyword;
import io.github.smtpprobe.text.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the lines of a reply to EHLO (RFC 5321 §4.1.1.1): the first names the server, each of the others is a keyword with parameters. */
final class EhloLines {
    /** The keyword of the old form {@code AUTH=PLAIN} (RFC 4954 §3), which stands apart from {@code AUTH}. */
    static final String LEGACY_AUTH = "AUTH=";

    /**
     * Names as nearly every server writes them, which need not be converted to upper case, each with the keyword of a line that
     * holds nothing else.
     */
    private static final Map<String, Keyword> USUAL = Stream.of(
                    ("8BITMIME AUTH BINARYMIME CHUNKING DSN ENHANCEDSTATUSCODES ETRN HELP LIMITS"
                                    + " PIPELINING SIZE SMTPUTF8 STARTTLS VRFY XCLIENT XFORWARD")
                            .split(" "))
            .collect(Collectors.toUnmodifiableMap(name -> name, name -> new Keyword(name, List.of(), name)));

    private EhloLines() {}

    static String domain(Reply reply) {
        return firstWord(reply.lines().get(0));
    }

    static List<Keyword> keywords(Reply reply) {
        List<Keyword> found = new ArrayList<>(reply.lines().size());
        for (int i = 1; i < reply.lines().size(); i++) {
            String line = reply.lines().get(i);
            String first = firstWord(line);
            if (!first.isEmpty()) {
                Keyword usual = USUAL.get(line);
                found.add(usual == null ? keyword(first, line) : usual);
            }
        }
        return found;
    }

    /** The name under which the lines of a keyword are found: in upper case. */
    static String name(String keyword) {
        return USUAL.containsKey(keyword) ? keyword : Ascii.upper(keyword);
    }

    private static Keyword keyword(String first, String line) {
        List<String> parameters = words(line, line.indexOf(first) + first.length());
        if (USUAL.containsKey(first)) {
            return new Keyword(first, parameters, line);
        }
        String name = Ascii.upper(first);
        if (!Ascii.only(name) || !name.startsWith(LEGACY_AUTH)) {
            return new Keyword(name, parameters, line);
        }
        List<String> all = new ArrayList<>(parameters);
        if (first.length() > LEGACY_AUTH.length()) {
            all.add(0, first.substring(LEGACY_AUTH.length()));
        }
        return new Keyword(LEGACY_AUTH, all, line);
    }

    private static String firstWord(String line) {
        int from = 0;
        while (from < line.length() && line.charAt(from) == ' ') {
            from++;
        }
        return line.substring(from, endOfWord(line, from));
    }

    private static int endOfWord(String line, int from) {
        int blank = line.indexOf(' ', from);
        return blank < 0 ? line.length() : blank;
    }

    private static List<String> words(String line, int from) {
        List<String> words = new ArrayList<>(2);
        int end;
        for (int start = from; start < line.length(); start = end + 1) {
            end = endOfWord(line, start);
            if (end > start) {
                words.add(line.substring(start, end));
            }
        }
        return words;
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits what a program printed on one line into the lines that were on the wire, and removes quotation marks. */
public final class Pieces {
    private static final Pattern CODE = Pattern.compile("^([2-5]\\d\\d)-");

    /** A code after which a reply may continue on the next line, and how many of them are examined. */
    private static final Pattern OPEN = Pattern.compile("(?<![\\w.-])([2-5]\\d\\d)-(?=\\S)");

    private static final int TRIES = 3;
    private static final String MARKS = "'\"";

    /** What remains of a line after its written-out end. */
    private static final Set<String> QUOTES = Set.of("'", "\"", "')", "\")", "',", "\",");

    /** What may follow the closing mark of a value. */
    private static final String BEHIND = ",;)]}";

    private Pieces() {}

    /**
     * Splits the text after a mark.
     *
     * @param joined what it begins with, without having been said
     */
    public static List<String> of(String text, String joined) {
        String said = text.substring(joined.length());
        char last = joined.isEmpty() ? ' ' : joined.charAt(joined.length() - 1);
        if (last == '"' || last == '\'' || last == '`') {
            said = unquoted(said, last == '`' ? '\'' : last);
        }
        List<String> pieces = new ArrayList<>();
        for (String piece : said.split("\n", -1)) {
            boolean behind = !pieces.isEmpty() && piece.startsWith(", "); // what a logger adds
            if (!piece.isBlank() && !behind && !QUOTES.contains(piece.strip())) {
                pieces.add(piece.strip());
            }
        }
        return pieces.isEmpty() ? List.of("") : pieces;
    }

    private static String unquoted(String said, char quote) {
        for (int close = said.indexOf(quote); close >= 0; close = said.indexOf(quote, close + 1)) {
            String rest = said.substring(close + 1, Math.min(said.length(), close + 2));
            if (rest.isBlank() ? said.substring(close + 1).isBlank() : BEHIND.contains(rest)) {
                return said.substring(0, close);
            }
        }
        return said;
    }

    /**
     * Splits the lines of a reply that browsers and some logs join: each begins with the code of the first.
     *
     * @param next the next line; if the reply continues there, nothing was joined
     */
    public static List<String> replies(List<String> pieces, String next) {
        List<String> parted = new ArrayList<>();
        for (String piece : pieces) {
            Matcher code = CODE.matcher(piece);
            if (code.find() && !next.contains(code.group(1))) {
                part(piece, code.group(1), parted);
            } else {
                parted.add(piece);
            }
        }
        return parted;
    }

    /**
     * A line from its code on, if it continues the reply on the previous line: after the same words, in quotation marks of its
     * own, or alone. Otherwise the whole line without surrounding blanks.
     */
    public static String goesOn(String previous, String line) {
        String before = previous.strip();
        String rest = line.strip();
        Matcher open = OPEN.matcher(before);
        for (int i = 0; i < TRIES && open.find(); i++) {
            int at = open.start();
            String code = open.group(1);
            if (coded(rest, 0, code)) {
                return rest;
            }
            if (rest.regionMatches(0, before, 0, at) && coded(rest, at, code)) {
                return rest.substring(at);
            }
            if (!rest.isEmpty() && MARKS.indexOf(rest.charAt(0)) >= 0 && coded(rest, 1, code)) {
                int close = rest.lastIndexOf(rest.charAt(0));
                return rest.substring(1, close > 1 ? close : rest.length());
            }
        }
        return rest;
    }

    /** Whether a line of a reply with this code begins at an index. */
    public static boolean coded(String line, int at, String code) {
        int end = at + code.length();
        boolean joint = end >= line.length() || line.charAt(end) == ' ' || line.charAt(end) == '-';
        return joint && line.startsWith(code, at);
    }

    private static void part(String piece, String code, List<String> parted) {
        int from = 0;
        boolean more = true;
        while (more) {
            int next = next(piece, code, from + 4);
            more = next < piece.length();
            String line = piece.substring(from, next).stripTrailing();
            boolean joined = more && line.endsWith(",") && piece.charAt(next - 1) == ' '; // as sendEmail joins them
            parted.add(joined ? line.substring(0, line.length() - 1) : line);
            from = next;
        }
    }

    /** The next index, from a minimum on, at which the code is repeated with a hyphen or blank and words. */
    private static int next(String piece, String code, int from) {
        int at = piece.indexOf(code, from);
        while (at >= 0) {
            int end = at + code.length();
            boolean joint = end < piece.length() && (piece.charAt(end) == '-' || piece.charAt(end) == ' ');
            if (joint && end + 1 < piece.length() && !Character.isWhitespace(piece.charAt(end + 1))) {
                return at;
            }
            at = piece.indexOf(code, at + 1);
        }
        return piece.length();
    }
}

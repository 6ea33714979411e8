/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.survey.Snippet;
import io.github.smtpprobe.text.Printable;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines to paste, between two rules. They begin at the margin, since a zone file takes a blank there for the name of the
 * previous line. They fit into the width of a terminal where possible: a record continues on the next line within parentheses
 * (RFC 1035 §5.1), and the digits of a TLSA record may be separated by blanks (RFC 6698 §2.2). A comment is not broken, since
 * its semicolon is meant to be removed, and neither is a word that cannot be divided.
 */
final class PasteText {
    private static final String INDENT = "    ";
    private static final int LONGEST_LINE = 8_000;

    private PasteText() {}

    static List<String> lines(Snippet snippet, int width) {
        String rule = "-".repeat(width);
        List<String> lines = new ArrayList<>(List.of(rule));
        for (String line : (Iterable<String>) snippet.text().lines().limit(1_000)::iterator) {
            String clean = Printable.clean(Printable.cut(line, LONGEST_LINE, "\u2026"));
            if (snippet.kind() == Snippet.Kind.STS_POLICY || Columns.of(clean) <= width) {
                lines.add(clean);
            } else {
                lines.addAll(record(clean, width));
            }
        }
        lines.add(rule);
        return lines;
    }

    /** A record on several lines. */
    private static List<String> record(String line, int width) {
        if (line.indexOf('(') >= 0 || (line.indexOf(';') >= 0 && line.indexOf('"') < 0)) {
            return List.of(line);
        }
        List<String> rows = new ArrayList<>();
        StringBuilder row = new StringBuilder();
        int most = width - 2;
        for (String word : words(line, most - INDENT.length())) {
            if (row.length() > 0 && !row.toString().isBlank() && Columns.of(row + " " + word) > most) {
                rows.add(row + (rows.isEmpty() ? " (" : ""));
                row.setLength(0);
                row.append(INDENT);
            }
            row.append(row.toString().isBlank() ? "" : " ").append(word);
        }
        rows.add(row + (rows.isEmpty() ? "" : " )"));
        return rows;
    }

    /** Splits a line at blanks outside of quotation marks; long runs of digits are split, too. */
    private static List<String> words(String line, int most) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            boolean ends = (c == ' ' || c == '\t') && !quoted;
            boolean full = word.length() >= Math.min(most, 64) && digits(word);
            if (ends || full) {
                if (word.length() > 0) {
                    words.add(word.toString());
                }
                word.setLength(0);
            }
            word.append(ends ? "" : c);
        }
        if (word.length() > 0) {
            words.add(word.toString());
        }
        return words;
    }

    private static boolean digits(CharSequence word) {
        return word.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x7F);
    }
}

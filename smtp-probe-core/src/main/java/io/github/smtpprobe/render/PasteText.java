/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.survey.Snippet;
import io.github.smtpprobe.text.Printable;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines to paste, within the width of a terminal as far as that can be: a record goes on in the next line inside of parentheses (RFC 1035 §5.1),
 * where digits of a TLSA record may have blanks between them (RFC 6698 §2.2). A word that can be cut nowhere keeps its length.
 */
final class PasteText {
    private static final String INDENT = "    ";
    private static final int LONGEST_LINE = 8_000;

    private PasteText() {}

    static List<String> lines(Snippet snippet, int width) {
        List<String> lines = new ArrayList<>();
        for (String line : (Iterable<String>) snippet.text().lines().limit(1_000)::iterator) {
            String clean = Printable.clean(Printable.cut(line, LONGEST_LINE, "\u2026"));
            if (snippet.kind() == Snippet.Kind.STS_POLICY || Columns.of(clean) <= width - INDENT.length()) {
                lines.add(INDENT + clean);
            } else {
                lines.addAll(record(clean, width));
            }
        }
        return lines;
    }

    /** A record over several lines; a comment is broken into several. */
    private static List<String> record(String line, int width) {
        if (line.startsWith(";")) {
            return TextLines.rows(line.substring(1).strip(), width - INDENT.length() - 2).stream()
                    .map(row -> INDENT + "; " + row)
                    .toList();
        }
        if (line.indexOf('(') >= 0 || (line.indexOf(';') >= 0 && line.indexOf('"') < 0)) {
            return List.of(INDENT + line);
        }
        List<String> rows = new ArrayList<>();
        StringBuilder row = new StringBuilder(INDENT);
        int most = width - 2;
        for (String word : words(line, most - 2 * INDENT.length())) {
            if (row.length() > INDENT.length() && Columns.of(row + " " + word) > most) {
                rows.add(row + (rows.isEmpty() ? " (" : ""));
                row.setLength(0);
                row.append(INDENT).append(INDENT);
            }
            row.append(row.toString().isBlank() ? "" : " ").append(word);
        }
        rows.add(row + (rows.isEmpty() ? "" : " )"));
        return rows;
    }

    /** Parted at blanks outside of quotation marks; long runs of digits are parted, too. */
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

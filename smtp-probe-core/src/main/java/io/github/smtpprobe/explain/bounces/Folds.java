/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.bounces;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Joins sentences that a report breaks into several lines of the same indentation, below an address or another line that stands
 * out.
 */
final class Folds {
    private static final int MOST = 12;
    private static final int LONGEST = 4_000;

    /** The beginning of a new sentence. */
    private static final Pattern BEGINS = Pattern.compile(
            "^\\s*+(?:[2-5]\\d\\d(?:[ :-]|$)|[<>]{3} |\\.\\.\\.|[*+\u2022-] |\\(reason|[A-Z][A-Za-z-]{1,30}:"
                    + " |<?[^\\s<>@]{1,64}@[^\\s<>@]{1,255})");

    private Folds() {}

    /** The same lines, with each such sentence on its first line. */
    static List<String> joined(List<String> lines) {
        List<String> whole = new ArrayList<>(lines);
        int first = -1;
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            int indent = indent(line);
            boolean sentence = indent > 1 && !line.isBlank();
            boolean goesOn = sentence
                    && first >= 0
                    && i - first < MOST
                    && indent(lines.get(first)) == indent
                    && !BEGINS.matcher(line).find()
                    && whole.get(first).length() < LONGEST;
            if (goesOn) {
                whole.set(first, whole.get(first) + " " + line.strip());
                whole.set(i, "");
            } else {
                first = sentence && indent(lines.get(i - 1)) < indent ? i : -1;
            }
        }
        return whole;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}

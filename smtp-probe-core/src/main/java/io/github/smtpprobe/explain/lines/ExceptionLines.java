/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rejoins the message of a MailKit exception that extends over several lines, one for each line of a reply: up to the stack
 * trace, or as long as its lines repeat the enhanced status code of the first one.
 */
final class ExceptionLines {
    private static final Pattern OPENS = Pattern.compile(
            "(?<![\\w.])MailKit\\.[\\w.]{1,80}Exception: (?:[2-5]\\d\\d: )?(?<code>[245]\\.\\d{1,3}\\.\\d{1,3} )?");

    private static final Pattern STACK = Pattern.compile("\\s{0,9}(?:at [\\w.<]|-{2,3}>|--- End of)");

    /** A line that begins with a time or a bracket is the next entry of a log. */
    private static final Pattern ENTRY = Pattern.compile("\\W{0,3}\\d{2,4}[-/:.]\\d{2}|[\\[{(]|[a-z]{4}: ");

    /** The most lines of a reply. */
    private static final int MOST = 8;

    private ExceptionLines() {}

    /** The lines, with each such message on one line. */
    static List<String> joined(List<String> lines) {
        List<String> whole = new ArrayList<>(lines.size());
        int at = 0;
        while (at < lines.size()) {
            String line = lines.get(at);
            Matcher opens = OPENS.matcher(line);
            boolean begins = line.contains("MailKit.") && opens.find();
            String code = begins && opens.group("code") != null ? opens.group("code") : "";
            int end = begins ? end(lines, at, code) : at;
            whole.add(end == at ? line : join(lines.subList(at, end + 1), code));
            at = end + 1;
        }
        return whole;
    }

    /** The last line of a message; its first line if it is the only one. */
    private static int end(List<String> lines, int first, String code) {
        int last = first;
        for (int i = first + 1; i < Math.min(lines.size(), first + MOST); i++) {
            String line = lines.get(i);
            if (STACK.matcher(line).lookingAt()) {
                return i - 1;
            }
            if (line.isBlank() || ENTRY.matcher(line).lookingAt()) {
                return last;
            }
            last = last == i - 1 && !code.isEmpty() && line.startsWith(code) ? i : last;
        }
        return last;
    }

    private static String join(List<String> lines, String code) {
        StringBuilder whole = new StringBuilder(lines.get(0));
        for (String line : lines.subList(1, lines.size())) {
            boolean repeats = !code.isEmpty() && line.startsWith(code);
            whole.append(' ').append((repeats ? line.substring(code.length()) : line).strip());
        }
        return whole.toString();
    }
}

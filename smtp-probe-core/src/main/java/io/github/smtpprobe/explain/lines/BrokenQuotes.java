/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rejoins replies that Postfix quotes in a bounce or its log and that a mail program or a terminal has broken into several lines,
 * from the code to the words after the reply that name the command.
 */
final class BrokenQuotes {
    /** The text of Postfix's that follows a reply and names the command. */
    private static final String COMMAND = "(in reply to ";

    private static final Pattern OPENS = Pattern.compile("(?<!\\w)said: [45]\\d\\d[ -]");
    private static final Pattern CLOSES = Pattern.compile("(?<!\\w)command\\)");

    /** A code and its words in the form of a Python tuple. */
    private static final Pattern TUPLE = Pattern.compile("\\([45]\\d\\d, ?b?(['\"])(?:(?!\\1).){0,400}$");

    /** The mark of a quoted mail. */
    private static final Pattern ANSWERED = Pattern.compile("^(?:> ?){1,9}+");

    /** The most lines into which a reply is broken. */
    private static final int MOST = 30;

    /** Mail programs break between words; lines of this length are broken by a terminal, which may be inside a word. */
    private static final int WIDEST_OF_WORDS = 110;

    private BrokenQuotes() {}

    /** The lines, with each such reply on one line. */
    static List<String> joined(List<String> lines) {
        List<String> whole = new ArrayList<>(lines.size());
        int at = 0;
        while (at < lines.size()) {
            int end = opens(lines.get(at)) ? end(lines, at) : tuple(lines, at);
            whole.add(end == at ? lines.get(at) : join(lines.subList(at, end + 1)));
            at = end + 1;
        }
        return whole;
    }

    private static boolean opens(String line) {
        return line.contains("said: ")
                && !line.contains(COMMAND)
                && OPENS.matcher(line).find();
    }

    /** The last line of a reply; its first line if it does not look like a broken one. */
    private static int end(List<String> lines, int first) {
        for (int i = first + 1; i < Math.min(lines.size(), first + MOST); i++) {
            String line = lines.get(i);
            if (line.isBlank() || OPENS.matcher(line).find()) {
                return first;
            }
            if (CLOSES.matcher(line).find()) {
                return join(lines.subList(first, i + 1)).contains(COMMAND) ? i : first;
            }
        }
        return first;
    }

    /** The last line of a tuple that begins on a line; otherwise that line. */
    private static int tuple(List<String> lines, int first) {
        Matcher opens = TUPLE.matcher(lines.get(first));
        String close = lines.get(first).indexOf(", ") >= 0 && opens.find() ? opens.group(1) + ")" : "";
        for (int i = first + 1; !close.isEmpty() && i < Math.min(lines.size(), first + MOST); i++) {
            if (lines.get(i).isBlank()) {
                return first;
            }
            if (lines.get(i).contains(close)) {
                return i;
            }
        }
        return first;
    }

    private static String join(List<String> lines) {
        StringBuilder whole = new StringBuilder(lines.get(0));
        for (int i = 1; i < lines.size(); i++) {
            boolean inside = lines.get(i - 1).length() > WIDEST_OF_WORDS;
            String line = ANSWERED.matcher(lines.get(i)).replaceFirst("");
            whole.append(inside ? lines.get(i) : " " + line.strip());
        }
        return whole.toString();
    }
}

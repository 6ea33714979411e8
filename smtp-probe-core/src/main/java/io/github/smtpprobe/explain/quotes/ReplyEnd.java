/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.quotes;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a reply ends that a program quotes: with the line, or with the quotation mark or bracket around it. */
final class ReplyEnd {
    private static final char[] MARKS = {'"', '\''};
    /** What stands behind the closing mark of a value. */
    private static final String BEHIND = ",;)]}>\\";

    private ReplyEnd() {}

    /** To the end, or to the quotation mark or bracket that stood open before it. */
    static String of(String line, int from) {
        char before = from == 0 ? ' ' : line.charAt(from - 1);
        int end = before == '('
                ? bracket(line, from)
                : before == '\'' || before == '"' ? quote(line, from) : within(line, from);
        return line.substring(from, end).stripTrailing();
    }

    /** Where the value ends in which the reply stands, if a mark stands open before it. */
    private static int within(String line, int from) {
        for (char mark : MARKS) {
            boolean open =
                    line.substring(0, from).chars().filter(each -> each == mark).count() % 2 == 1;
            Matcher close = Pattern.compile(mark + "(?=[,)}\\]]|$| in /| [\\w.-]{1,40}=)")
                    .matcher(line);
            if (open && close.find(from)) {
                return unescaped(line, close.start());
            }
        }
        return line.length();
    }

    private static int bracket(String line, int from) {
        int open = 1;
        for (int at = from; at < line.length(); at++) {
            open += line.charAt(at) == '(' ? 1 : line.charAt(at) == ')' ? -1 : 0;
            if (open == 0) {
                return at;
            }
        }
        return line.length();
    }

    /** The first mark of the same kind that closes a value, else the last. */
    private static int quote(String line, int from) {
        char mark = line.charAt(from - 1);
        for (int at = line.indexOf(mark, from); at >= 0; at = line.indexOf(mark, at + 1)) {
            if (at + 1 == line.length() || BEHIND.indexOf(line.charAt(at + 1)) >= 0) {
                return unescaped(line, at);
            }
        }
        int last = line.lastIndexOf(mark);
        return last > from ? unescaped(line, last) : line.length();
    }

    private static int unescaped(String line, int at) {
        int end = at;
        while (line.charAt(end - 1) == '\\') {
            end--;
        }
        return end;
    }
}

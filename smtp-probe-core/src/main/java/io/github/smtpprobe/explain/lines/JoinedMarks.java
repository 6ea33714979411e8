/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Marks that a program or a person wrote directly before what was said: {@code S:220}, {@code >QUIT}, {@code =>EHLO}. */
final class JoinedMarks {
    /** Only a following reply, command or end of a message shows that something is a mark. */
    private static final Pattern JOINED = Pattern.compile(
            "^\\s{0,9}((?:S|C|R|SERVER|CLIENT|SMTP|REMOTE|LOCAL|IN|OUT|RX|TX|RECV|RECEIVED|READ|SENT|SEND|WRITE|REPLY|RESPONSE|COMMAND|CMD|THEM|ME"
                    + "|YOU)[:=>]|[<>]{1,3}|<?[-=]{1,2}>|<[-=]{1,2})(?=[2-5]\\d\\d(?:[ -]|$)"
                    + "|(?:EHLO|HELO|LHLO|AUTH|VRFY|EXPN|BDAT) \\S|MAIL FROM ?:|RCPT TO ?:"
                    + "|(?:STARTTLS|DATA|RSET|QUIT|NOOP)\\s{0,9}$|\\.$)",
            Pattern.CASE_INSENSITIVE);

    private static final String SIGNS = "<>-=~";

    private JoinedMarks() {}

    /** The lines with a blank after such marks, wherever the marks of a text are. */
    static List<String> apart(List<String> lines) {
        List<String> marks = lines.stream()
                .map(JOINED::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        return marks.isEmpty()
                ? lines
                : lines.stream().map(line -> apart(line, marks)).toList();
    }

    private static String apart(String line, List<String> marks) {
        String said = line.stripLeading();
        for (String mark : marks) {
            int end = mark.length();
            if (said.startsWith(mark) && said.length() > end) {
                char next = said.charAt(end);
                return Character.isWhitespace(next) || SIGNS.indexOf(next) >= 0
                        ? line
                        : mark + " " + said.substring(end);
            }
        }
        return line;
    }
}

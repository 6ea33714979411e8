/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.quotes;

import io.github.smtpprobe.explain.lines.Traces;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the end of a reply that a program quotes: the end of the line, or the quotation mark or bracket around it. */
final class ReplyEnd {
    private static final char[] MARKS = {'"', '\''};
    /** What follows the closing mark of a value. */
    private static final String BEHIND = ",;)]}>\\";

    /**
     * What loggers append to the words of an error: fields in JSON or in Node's form, its stack, and the fields of Exchange.
     */
    private static final Pattern LOGGED = Pattern.compile(
            " \\{ ?(?:\"[\\w.-]{1,40}\" ?:|(?:code|errno|response|responseCode|command|cause|stack): )|\\};\\{(?:MSG|FQDN|IP|LRT)="
                    + "| at (?:new |async )?[\\w.$<>]{1,80} \\([^()\\s]{1,200}:\\d{1,6}(?::\\d{1,6})?\\)");

    private static final int READ = 8_000;

    private ReplyEnd() {}

    /** The reply up to the end, or to the closing counterpart of a quotation mark or bracket that was opened before it. */
    static String of(String line, int from) {
        char before = from == 0 ? ' ' : line.charAt(from - 1);
        int end = before == '(' || before == '['
                ? bracket(line, from, before, before == '(' ? ')' : ']')
                : before == '\'' || before == '"' ? quote(line, from) : within(line, from);
        Matcher logged = LOGGED.matcher(line).region(from, Math.min(end, from + READ));
        String told = line.substring(from, logged.find() ? logged.start() : end);
        String reply = Traces.before(told).stripTrailing();
        return closed(line, from, from + reply.length()) ? reply.substring(0, reply.length() - 1) : reply;
    }

    /** Whether a bracket that was opened before the reply is closed after it, at the end of the line. */
    private static boolean closed(String line, int from, int end) {
        return end > from + 1
                && line.substring(end).isBlank()
                && (closed(line, from, end, '(', ')') || closed(line, from, end, '[', ']'));
    }

    private static boolean closed(String line, int from, int end, char opens, char closes) {
        return line.charAt(end - 1) == closes
                && depth(line.substring(0, from), opens, closes) > 0
                && depth(line.substring(from, end), opens, closes) < 0;
    }

    private static int depth(String words, char opens, char closes) {
        int open = 0;
        for (int at = 0; at < words.length(); at++) {
            open += words.charAt(at) == opens ? 1 : words.charAt(at) == closes ? -1 : 0;
        }
        return open;
    }

    /** The end of the value that contains the reply, if a mark was opened before it. */
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

    private static int bracket(String line, int from, char opens, char closes) {
        int open = 1;
        for (int at = from; at < line.length(); at++) {
            open += line.charAt(at) == opens ? 1 : line.charAt(at) == closes ? -1 : 0;
            if (open == 0) {
                return at;
            }
        }
        return line.length();
    }

    /**
     * The first mark of the same kind that closes a value, or after which the surrounding sentence ends; otherwise the last
     * one.
     */
    private static int quote(String line, int from) {
        char mark = line.charAt(from - 1);
        int open = 1;
        for (int at = line.indexOf(mark, from); at >= 0; at = line.indexOf(mark, at + 1)) {
            open += opens(line, at) ? 1 : -1;
            boolean value = at + 1 == line.length() || BEHIND.indexOf(line.charAt(at + 1)) >= 0;
            if (value || (open <= 0 && sentenceEnds(line, at, mark))) {
                return unescaped(line, at);
            }
        }
        int last = line.lastIndexOf(mark);
        return last > from ? unescaped(line, last) : line.length();
    }

    /** Whether a mark precedes a word, as in a reply that itself quotes one. */
    private static boolean opens(String line, int at) {
        return at + 1 < line.length()
                && " (".indexOf(line.charAt(at - 1)) >= 0
                && Character.isLetterOrDigit(line.charAt(at + 1));
    }

    /** Whether behind a mark stands another one, also behind a full stop, or a full stop before a blank. */
    private static boolean sentenceEnds(String line, int at, char mark) {
        int behind = at + 1;
        return line.charAt(behind) == mark
                || line.startsWith(". ", behind)
                || line.startsWith(".\\n", behind)
                || line.startsWith("." + mark, behind);
    }

    private static int unescaped(String line, int at) {
        int end = at;
        while (line.charAt(end - 1) == '\\') {
            end--;
        }
        return end;
    }
}

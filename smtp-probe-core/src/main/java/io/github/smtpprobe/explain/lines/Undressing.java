/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Removes what terminals, browsers and loggers put around lines: colours, HTML, JSON, times, names of containers, columns of
 * process ids, escaped line ends. If one line contains several, they stay together, separated by line feeds.
 */
final class Undressing {
    /** How many characters of a line are searched for wrapping; logins and replies may be long, but wrapping is not. */
    private static final int DRESS = 400;

    /** The most layers: a logger within a container within a journal. */
    private static final int LAYERS = 4;

    private static final Pattern BREAK = Pattern.compile("<br ?/?>\\s{0,9}+", Pattern.CASE_INSENSITIVE);

    /** The text of an entry: bunyan, pino, zap and others; Docker; journald. */
    private static final Pattern JSON = Pattern.compile("\"(?:msg|message|MESSAGE|log|text)\" ?: ?\"");

    /** A field with an error. */
    private static final Pattern ERROR = Pattern.compile(
            "\"[\\w.@-]{0,40}(?:message|msg|error|err|exception|reason|response|reply|cause|details?|description|stack|trace|traceback"
                    + "|stderr|failure|smtp|text|info|value)\" ?: ?\"",
            Pattern.CASE_INSENSITIVE);

    /** A reply in it, or one in the form of a Python tuple. */
    private static final Pattern REPLY =
            Pattern.compile("(?<![\\w.:-])([45]\\d\\d)(?:[ -](?:[45]\\.\\d|[A-Za-z<])|, ?b?\\\\{0,3}['\"])");

    private static final Set<String> CODES = Set.of("code", "smtpcode", "responsecode", "replycode");
    private static final Pattern CODE = Pattern.compile("[45]\\d\\d");

    private static final Pattern QUOTE = Pattern.compile("^(?:> ?){1,9}+(?!>)");

    private static final int MOST_FOLDED = 20;
    private static final Pattern FOLDED =
            Pattern.compile("Diagnostic-Code ?:|<[^<>\\s]{1,320}>: (?=\\S)", Pattern.CASE_INSENSITIVE);

    private static final String DATE =
            "\\d{4}[-/]\\d\\d[-/]\\d\\d|\\d\\d[./]\\d\\d[./]\\d{4},?|\\d\\d/[A-Z][a-z]{2}/\\d{4}"
                    + "|(?:[A-Z][a-z]{2},? )?[A-Z][a-z]{2} [ \\d]\\d|[A-Z][a-z]{2}, \\d{1,2} [A-Z][a-z]{2} \\d{4}";
    private static final String TIME =
            "\\d\\d:\\d\\d(?::\\d\\d)?(?:[.,]\\d{1,9})?(?: [AP]M)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d))?(?: \\d{4})?";
    private static final Pattern STAMP =
            Pattern.compile("^\\s{0,40}+\"?[\\[(]?(?:(?:" + DATE + ")[T :])?(?:" + TIME + ")[\\])]?\"?[:,;]?\\s++");
    private static final Pattern STREAM =
            Pattern.compile("^(?:std(?:out|err) [FP] |[A-Za-z][\\w.@-]{0,80} {1,20}\\| )");
    private static final Pattern COLUMN =
            Pattern.compile("^\\s{0,9}+\\d{1,7}(?:\\s{2,40}+(?=\\S)| (?=LOG:|Connecting to))");

    /** A code in brackets before quoted words, as smtp-cli prints a reply. */
    private static final Pattern BRACKETED = Pattern.compile("^\\[([2-5]\\d\\d)] '(.*)'$");

    /** A line of a reply whose words were made unreadable, with the hyphen after the code. */
    private static final Pattern UNREADABLE = Pattern.compile("^(\\s{0,9}[2-5]\\d\\d)(?=[*xX]{2})");

    /** An id of Exim's, after which its log or a part of it speaks. */
    private static final Pattern ID = Pattern.compile("^\\s{0,9}+(\\d{1,7}) {1,40}+(?=LOG: |Exim version |[RT]: \\S)");

    private static final Pattern NUMBER = Pattern.compile("^\\s{0,9}+(\\d{1,7}) {1,40}+(?=\\S)");

    /** Replies of servers. */
    private static final Pattern REPLIES = Pattern.compile("2[0-5]\\d|3[35]4|4[2-7]\\d|5[0-7]\\d");

    /** Where a written-out line end is one, and not two letters of a path: before a reply, a quotation mark or the end. */
    private static final Pattern LINE_END = Pattern.compile(
            "\\\\{1,4}+r\\\\{1,4}+n|\\[nl]|(?:\\\\{1,4}+[nr]|(?<!\\.)<CRLF>)(?=[2-5]\\d\\d[ -]|['\"]|\\\\{1,4}+[nr]|$)");

    /** Replies that earlier versions of PHPMailer join to their mark. */
    private static final Pattern FROM_SERVER =
            Pattern.compile("^SMTP -> (?:FROM SERVER|get_lines\\(\\)):\\s?(?=[2-5]\\d\\d|\\W|$)");

    /** PHPMailer's own remarks in the same form. */
    private static final Pattern WAITED =
            Pattern.compile("^SMTP -> get_lines\\(\\): (?=(?:select|stream|timelimit|timed)[ -])");

    /** Exim's sentence before a reply on the next line. */
    private static final Pattern ANSWERED =
            Pattern.compile("^\\s{0,12}SMTP error from remote mail(?:er| server) after [^\\n]{1,400}:$");

    private static final Pattern REFUSAL = Pattern.compile("^\\s{0,12}[45]\\d\\d[ -]");

    private Undressing() {}

    static List<String> lines(List<String> pasted) {
        List<String> own = unquoted(Smtplib.told(
                JoinedMarks.apart(pasted.stream().map(Undressing::line).toList())));
        List<String> plain = answered(unfolded(QuotedPrintable.decoded(own)));
        List<String> spoken = withoutIds(plain);
        return columns(spoken) ? spoken.stream().map(Undressing::withoutColumn).toList() : spoken;
    }

    /** The lines without the sign of a quoted mail; a client's mark of the same form stays. */
    private static List<String> unquoted(List<String> lines) {
        boolean dialogue = lines.stream()
                .anyMatch(line -> line.startsWith("< ")
                        || (line.startsWith(">")
                                && Utterance.command(QUOTE.matcher(line).replaceFirst(""))));
        return dialogue
                ? lines
                : lines.stream()
                        .map(line -> QUOTE.matcher(line).replaceFirst(""))
                        .toList();
    }

    /** The same lines, with the diagnostic code of a delivery report, and the sentence of a bounce, on one line each. */
    private static List<String> unfolded(List<String> lines) {
        List<String> whole = new ArrayList<>(lines);
        int field = -1; // the line that continues
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean goesOn =
                    field >= 0 && i - field < MOST_FOLDED && !line.isBlank() && indent(line) > indent(lines.get(field));
            if (goesOn) {
                whole.set(field, whole.get(field) + " " + line.strip());
                whole.set(i, "");
            } else {
                field = FOLDED.matcher(line.stripLeading()).lookingAt() ? i : -1;
            }
        }
        return whole;
    }

    /** The same lines, with what was answered on the line of the reply. */
    private static List<String> answered(List<String> lines) {
        List<String> whole = new ArrayList<>(lines);
        for (int i = 1; i < lines.size(); i++) {
            String before = lines.get(i - 1);
            if (ANSWERED.matcher(before).matches()
                    && REFUSAL.matcher(lines.get(i)).lookingAt()) {
                whole.set(i, before + " " + lines.get(i).strip());
                whole.set(i - 1, "");
            }
        }
        return whole;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static String line(String pasted) {
        String text = BREAK.matcher(Letters.in(pasted)).replaceAll("\n");
        text = unwrapped(unwrapped(unstamped(text))); // a collector wraps the entry that a program wrote
        String own = WAITED.matcher(OwnWords.told(unstamped(text))).replaceFirst("");
        String said =
                BRACKETED.matcher(FROM_SERVER.matcher(own).replaceFirst("S: ")).replaceFirst("S: $1 $2");
        return LINE_END.matcher(UNREADABLE.matcher(said).replaceFirst("$1-"))
                .replaceAll("\n")
                .stripTrailing();
    }

    private static String unstamped(String text) {
        String rest = text;
        for (int i = 0; i < LAYERS; i++) {
            rest = without(STREAM, without(STAMP, rest));
        }
        return rest;
    }

    private static String without(Pattern dress, String text) {
        Matcher found = dress.matcher(text).region(0, Math.min(DRESS, text.length()));
        return found.lookingAt() ? text.substring(found.end()) : text;
    }

    /** The text of a JSON entry; its quotes and line ends are escaped. */
    private static String unwrapped(String text) {
        if (!text.startsWith("{")) {
            return text;
        }
        Matcher found = JSON.matcher(text);
        if (!found.find()) {
            return text;
        }
        StringBuilder said = new StringBuilder();
        int at = found.end();
        while (at < text.length() && text.charAt(at) != '"') {
            boolean escaped = text.charAt(at) == '\\' && at + 1 < text.length();
            at += escaped ? 1 : 0;
            said.append(escaped ? escape(text.charAt(at)) : text.charAt(at));
            at++;
        }
        String words = said.toString().strip();
        return codeApart(text, words) || replyApart(text, words) ? text : words;
    }

    /** Whether another field contains the error with the reply, as pino and winston write it. */
    private static boolean replyApart(String text, String words) {
        Matcher error = ERROR.matcher(text);
        boolean apart = false;
        while (!apart && error.find()) {
            Matcher reply = REPLY.matcher(text).region(error.end(), valueEnd(text, error.end()));
            apart = reply.find() && !words.contains(reply.group(1));
        }
        return apart;
    }

    /** The index of the quotation mark that closes a value, in which other marks are escaped. */
    private static int valueEnd(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, text.length());
    }

    /** Whether another field contains the reply's code. */
    private static boolean codeApart(String text, String words) {
        return Fields.in(text)
                .first(CODES, CODE)
                .filter(code -> !words.contains(code.group()))
                .isPresent();
    }

    private static String escape(char letter) {
        return switch (letter) {
            case 'n' -> "\n";
            case 'r' -> "";
            case 't' -> "\t";
            default -> Character.toString(letter);
        };
    }

    /**
     * Whether everything that was said is preceded by a column of numbers that are not reply codes, such as Exim's process ids.
     */
    private static boolean columns(List<String> lines) {
        long full = lines.stream().filter(line -> !line.isBlank()).count();
        return full > 1
                && 2
                                * lines.stream()
                                        .filter(line -> COLUMN.matcher(line).lookingAt())
                                        .count()
                        > full;
    }

    /**
     * The lines without process ids, which running programs print before some lines, and which are not the code of any reply.
     */
    private static List<String> withoutIds(List<String> lines) {
        Set<String> ids = lines.stream()
                .map(ID::matcher)
                .filter(found ->
                        found.lookingAt() && !REPLIES.matcher(found.group(1)).matches())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        return ids.isEmpty()
                ? lines
                : lines.stream()
                        .map(line -> {
                            Matcher number = NUMBER.matcher(line);
                            return number.lookingAt() && ids.contains(number.group(1))
                                    ? line.substring(number.end())
                                    : line;
                        })
                        .toList();
    }

    private static String withoutColumn(String line) {
        Matcher column = COLUMN.matcher(line);
        return column.lookingAt() ? line.substring(column.end()) : line;
    }
}

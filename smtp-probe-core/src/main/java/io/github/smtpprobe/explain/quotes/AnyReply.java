/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.quotes;

import io.github.smtpprobe.explain.lines.ForeignLine;
import io.github.smtpprobe.explain.lines.Utterance;
import io.github.smtpprobe.smtp.Stage;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reply in the sentence of a program that nobody knows: its code stands before an enhanced one, or behind words that announce it. */
final class AnyReply {
    /** Not the value of one field before the name of the next. */
    private static final String CODE = Utterance.NO_REPLY + "(?!465|587|[45]\\d\\d \\w{1,40}=)[45]\\d\\d[ -]";

    private static final String START = "(?<![\\w.:/@=-])";
    private static final Pattern ENHANCED = Pattern.compile(START + "([45])\\d\\d[ -]\\1\\.\\d{1,3}\\.\\d{1,3}(?!\\w)");
    private static final Pattern ANNOUNCED =
            Pattern.compile("(?i)(?:error|repl(?:y|ied)|response|responded|said|server|message"
                    + "|rejected|refused|failed|diagnostic-code|stat|smtp|returned|with code)[^\\n]{0,40}?[\\s;='\"(>]"
                    + "(?<reply>" + CODE + "(?=['<\\[A-Za-z])[^\\n]*)");
    private static final Pattern QUOTED = Pattern.compile("[\"'](?<reply>" + CODE + "(?=[<\\[A-Za-z])[^\\n]*)");
    private static final Pattern CODE_APART =
            Pattern.compile("(?i)(?<!\\w)code ([45]\\d\\d) (?:\\([\\d.]{1,12}\\) )?'(.*)'");
    private static final Pattern IN_BRACKETS =
            Pattern.compile("(?i)(?<!\\w)(?:permanent|transient) error \\(([45]\\d\\d)\\): (.*)");
    /** Code and words in a tuple, or in the arguments of an exception. */
    private static final Pattern PAIR = Pattern.compile(
            "\\(\\s?(?:code=)?([45]\\d\\d), ?(?:msg=|message=)?b?\\\\{0,8}+(?:'([^']{0,3000})'|\"([^\"]{0,3000})\")");

    private static final Pattern BREAK = Pattern.compile("(?:\\\\{1,8}+r)?\\\\{1,8}+n|\\R");
    private static final Pattern HTTP = Pattern.compile("(?i)(?<!\\w)HTTP/\\d|(?<!\\w)HTTP [45]\\d\\d|status code");
    private static final Pattern QMAIL = Pattern.compile("(?i)remote_host_said:_([45]\\d\\d[_-].*?)(?:/|$)");

    /** What the sentence says of the command. */
    private record Words(Stage stage, Pattern words) {}

    private static final List<Words> STAGES = List.of(
            of(
                    Stage.END_OF_DATA,
                    "end of data|final dot|after i sent the message|message body|after sending the message"),
            of(Stage.RCPT_TO, "rcpt to|recipient|does not like"),
            of(Stage.MAIL_FROM, "mail from|sender ?(?:was )?(?:rejected|refused|address)|from address"),
            of(Stage.AUTH, "(?<!\\w)auth|smtpauth|login|password|credential"),
            of(Stage.EHLO, "(?<!\\w)[eh][he]lo(?!\\w)|heloerror|my name was rejected"),
            of(Stage.DATA, "(?<!\\w)data(?!\\w)"),
            of(Stage.GREETING, "greeting|banner|initial connection|refused to talk"));

    /** What Exchange says of a server that it could not reach, in the form of a reply. */
    private static final Pattern UNCONNECTED = Pattern.compile("[45]\\d\\d[ -][45]\\.4\\.3\\d\\d ");
    /** Codes that answer AUTH only. */
    private static final Pattern LOGIN = Pattern.compile("53[45]");
    /** What no server answers to a login: it is asked for one. */
    private static final Pattern NO_LOGIN = Pattern.compile(
            "530[ -](?:5\\.\\d\\.\\d{1,2} )?\\W{0,3}(?i:smtp;? ?)?(?i:auth|must auth|client (?:was )?not auth)");
    /** A value beside others, which is no sentence. */
    private static final Pattern ASSIGNED = Pattern.compile("[\\w-]{1,40}=\\S{0,300}");

    private static final char[] MARKS = {'"', '\''};
    /** What stands behind the closing mark of a value. */
    private static final String BEHIND = ",;)]}>\\";

    private AnyReply() {}

    private static Words of(Stage stage, String words) {
        return new Words(stage, Pattern.compile(words, Pattern.CASE_INSENSITIVE));
    }

    static Optional<ForeignLine> in(String before, String line, String next) {
        Optional<String> reply = HTTP.matcher(line).find()
                ? Optional.empty()
                : reply(line).filter(text -> !UNCONNECTED.matcher(text).lookingAt());
        return reply.map(text -> {
            boolean broken = BREAK.matcher(text).find();
            return ForeignLine.quoted(
                    stage(before, line, text), broken ? inLines(text) : QuotedReply.complete(text, next));
        });
    }

    /** What the reply answers, by its code, else by the words before it. */
    private static Optional<Stage> stage(String before, String line, String reply) {
        if (LOGIN.matcher(reply).lookingAt()) {
            return Optional.of(Stage.AUTH);
        }
        int at = line.indexOf(reply.substring(0, 3));
        return said(line.substring(0, Math.max(0, at)))
                .or(() -> said(before))
                .filter(found -> found != Stage.AUTH || !NO_LOGIN.matcher(reply).lookingAt());
    }

    private static Optional<Stage> said(String before) {
        String words = ASSIGNED.matcher(before).replaceAll("").replace('_', ' ');
        return STAGES.stream()
                .filter(each -> each.words.matcher(words).find())
                .map(Words::stage)
                .findFirst();
    }

    private static Optional<String> reply(String line) {
        Matcher qmail = QMAIL.matcher(line);
        if (qmail.find()) {
            return Optional.of(qmail.group(1).replace('_', ' ').strip());
        }
        Matcher apart = CODE_APART.matcher(line);
        if (apart.find()) {
            return Optional.of(apart.group(1) + " " + apart.group(2));
        }
        Matcher brackets = IN_BRACKETS.matcher(line);
        if (brackets.find()) {
            return Optional.of(brackets.group(1) + " " + brackets.group(2));
        }
        Matcher pair = PAIR.matcher(line);
        if (pair.find()) {
            String words = Optional.ofNullable(pair.group(2)).orElse(pair.group(3));
            return Optional.of(pair.group(1) + " " + words.strip());
        }
        return FieldReply.in(line).or(() -> sentence(line));
    }

    private static Optional<String> sentence(String line) {
        Matcher enhanced = ENHANCED.matcher(line);
        if (enhanced.find()) {
            return Optional.of(closed(line, enhanced.start()));
        }
        Matcher quoted = QUOTED.matcher(line);
        if (quoted.find()) {
            return Optional.of(closed(line, quoted.start("reply")));
        }
        Matcher announced = ANNOUNCED.matcher(line);
        return announced.find() ? Optional.of(closed(line, announced.start("reply"))) : Optional.empty();
    }

    /** A reply of several lines, whose breaks are written out. */
    private static String inLines(String reply) {
        String[] lines = BREAK.split(reply);
        StringBuilder out = new StringBuilder();
        String code = reply.substring(0, 3);
        for (int i = 0; i < lines.length; i++) {
            boolean last = i == lines.length - 1;
            boolean coded = lines[i].startsWith(code);
            String words = coded && lines[i].length() > 3 ? lines[i].substring(4) : coded ? "" : lines[i];
            out.append(code).append(last ? ' ' : '-').append(words.strip()).append(last ? "" : "\n");
        }
        return out.toString();
    }

    /** To the end, or to the quotation mark or bracket that stood open before it. */
    private static String closed(String line, int from) {
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
            Matcher close = Pattern.compile(mark + "(?=[,)}\\]])").matcher(line);
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

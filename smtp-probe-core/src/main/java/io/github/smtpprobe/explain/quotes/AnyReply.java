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
    /** Code, enhanced code and words in fields of their own. */
    private static final Pattern FIELDS =
            Pattern.compile("(?i)(?<!\\w)(?:(?:smtp|response|reply)_?code|code(?=[^,]{5,9}, ?\"?details))\"? ?[:=]"
                    + " ?\"?([45]\\d\\d)\"?,? ?(?:\"?\\w{1,20}\"? ?[:=] ?\"([45]\\.\\d{1,3}\\.\\d{1,3})\",?"
                    + " ?)?\"?(?:smtp_?msg|response|details|diagnostic|message)\"? ?[:=] ?\"([^\"]{1,2000})\"");

    private static final Pattern HTTP = Pattern.compile("(?i)(?<!\\w)HTTP/\\d|(?<!\\w)HTTP [45]\\d\\d|status code");
    private static final Pattern QMAIL = Pattern.compile("(?i)remote_host_said:_([45]\\d\\d[_-].*?)(?:/|$)");

    /** What the sentence says of the command. */
    private record Words(Stage stage, Pattern words) {}

    private static final List<Words> STAGES = List.of(
            of(
                    Stage.END_OF_DATA,
                    "end of data|final dot|after i sent the message|message body|after sending the message"),
            of(Stage.RCPT_TO, "rcpt to|recipient|does not like"),
            of(Stage.MAIL_FROM, "mail from|sender (?:was )?(?:rejected|refused|address)|from address"),
            of(Stage.AUTH, "(?<!\\w)auth|smtpauth|login|password|credential"),
            of(Stage.EHLO, "(?<!\\w)[eh][he]lo(?!\\w)"),
            of(Stage.DATA, "(?<!\\w)data(?!\\w)"),
            of(Stage.GREETING, "greeting|banner|initial connection|refused to talk"));

    private AnyReply() {}

    private static Words of(Stage stage, String words) {
        return new Words(stage, Pattern.compile(words, Pattern.CASE_INSENSITIVE));
    }

    static Optional<ForeignLine> in(String line, String next) {
        Optional<String> reply = HTTP.matcher(line).find() ? Optional.empty() : reply(line);
        return reply.map(text -> {
            int at = line.indexOf(text.substring(0, 3));
            Stage stage = stage(line.substring(0, Math.max(0, at))).orElseGet(() -> LoneReply.usual(text));
            return ForeignLine.quoted(stage, QuotedReply.complete(text, next));
        });
    }

    private static Optional<Stage> stage(String before) {
        return STAGES.stream()
                .filter(each -> each.words.matcher(before.replace('_', ' ')).find())
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
        Matcher fields = FIELDS.matcher(line);
        if (fields.find()) {
            return Optional.of(joined(fields));
        }
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

    /** As the server sent it. */
    private static String joined(Matcher fields) {
        String words = fields.group(3);
        String enhanced = fields.group(2) == null ? "" : fields.group(2) + " ";
        return words.startsWith(fields.group(1)) ? words : fields.group(1) + " " + enhanced + words;
    }

    /** To the end, or to the quotation mark or bracket that stood open before it. */
    private static String closed(String line, int from) {
        char before = from == 0 ? ' ' : line.charAt(from - 1);
        int at = "'\"(".indexOf(before);
        int end = at < 0 ? -1 : line.lastIndexOf("'\")".charAt(at));
        return line.substring(from, end > from ? end : line.length()).stripTrailing();
    }
}

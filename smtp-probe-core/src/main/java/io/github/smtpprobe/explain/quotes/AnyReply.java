/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.quotes;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.explain.lines.Fields;
import io.github.smtpprobe.explain.lines.LogLine;
import io.github.smtpprobe.explain.lines.Pieces;
import io.github.smtpprobe.explain.lines.Utterance;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reply in a sentence of an unknown program: its code is followed by an enhanced status code, or preceded by words that
 * announce it.
 */
final class AnyReply {
    /** A code that is not the value of one field before the name of the next. */
    private static final String CODE =
            Utterance.NO_REPLY + Utterance.NO_PORT + "(?![45]\\d\\d \\w{1,40}=)[45]\\d\\d[ -]";

    private static final String START = "(?<![\\w.:/@=-])";
    private static final Pattern ENHANCED = Pattern.compile(START + "([45])\\d\\d[ -]\\1\\.\\d{1,3}\\.\\d{1,3}(?!\\w)");
    private static final Pattern ANNOUNCED =
            Pattern.compile("(?i)(?:error|repl(?:y|ied)|response|responded|said|server|message"
                    + "|rejected|refused|failed|diagnostic-code|stat|smtp|returned|with code)[^\\n]{0,40}?[\\s;='\"(>]"
                    + "(?<reply>" + CODE + "(?=['<\\[A-Za-z]|[45]\\.\\d{1,3}\\.\\d{1,3} )[^\\n]*)");
    /** Words after which a number is a code; after others, it counts or numbers something, such as a line. */
    private static final Pattern ANNOUNCES = Pattern.compile(
            "(?i)(?:[^\\w\\s]|(?:^|[^\\w.])(?:errors?|smtp|esmtp|codes?|status|stat|repl(?:y|ies|ied)|respon(?:se|ds?|ded)|returned|returns?"
                    + "|answer(?:s|ed)?|sa(?:id|ys)|gave|gives|got|received|rejected|refused|failed|failure|rejection|refusal"
                    + "|bounced?|deferred|server|host|with|by|an?|was|is|as|because|reason|permanent|temporary|transient"
                    + "|[45]\\.\\d{1,3}\\.\\d{1,3}|[\\w-]{1,63}(?:\\.[\\w-]{1,63}){2,9}))\\s{0,9}$");
    /** What follows a number that counts or numbers something. */
    private static final Pattern COUNTED =
            Pattern.compile("[45]\\d\\d (?:of|in|at|near|on|and|but|while|occurred|times?|more"
                    + "|files?|errors|tests?|people|lines?|items?|rows?|records?|pages?|objects?|warnings?|failures|[kmg]i?b|seconds|minutes"
                    + "|hours|days|column)(?!\\w)");
    /** A word, in lower case, that may be a plural. */
    private static final Pattern MANY = Pattern.compile("[45]\\d\\d [a-z]{2,30}+(?<=[a-rt-z]s)(?: [a-z(]|,|\\s{0,9}$)");

    /** What announces the reply of a server, and not just any error. */
    private static final Pattern SERVERS =
            Pattern.compile("(?i)(?:said|repl[yi]|respon|server|host|diagnostic|smtp|reject|refus|returned)[^:\\n"
                    + "]{0,60}[:=] ?[\"'(]?$|(?:server|host) (?:(?:has )?(?:returned|answered|replied|responded)(?:"
                    + " with)?|said|says) [\"']?$");

    private static final Pattern QUOTED = Pattern.compile("[\"'](?<reply>" + CODE + "(?=[<\\[A-Za-z])[^\\n]*)");
    /** How many numbers after colons are examined on a line. */
    private static final int TRIES = 3;

    private static final int READ = 500;
    /** How far before a number the words may be that announce it. */
    private static final int NEAR = 100;

    /** A message that was accepted, in any words. */
    private static final Pattern GOOD = Pattern.compile(START + "250(?:[ -](?=\\S)|: (?=2\\.\\d))[^\\n]{0,500}");

    /** A column of a table after that of the command. */
    private static final Pattern COLUMN = Pattern.compile(
            "\t(?:EHLO|HELO|MAIL FROM:|RCPT TO:|DATA|AUTH)[^\t]{0,300}+\t(?<reply>[45]\\d\\d[ -][^\t]*+)");

    private static final Pattern BEHIND_COLON = Pattern.compile("(?<=[:-] )" + CODE + "(?=[<A-Za-z])");

    private static final Pattern BREAK = Pattern.compile("(?:\\\\{1,8}+r)?\\\\{1,8}+n|\\R");
    private static final Pattern HTTP =
            Pattern.compile("(?i)(?<!\\w)HTTP/\\d|(?<!\\w)HTTP [45]\\d\\d|status code|^s?ftps?:");

    /** What the sentence says about the command. */
    private record Words(Stage stage, Pattern words) {}

    private static final List<Words> STAGES = List.of(
            of(Stage.RCPT_TO, "expected response code \"?250/251/252"),
            of(
                    Stage.END_OF_DATA,
                    "end of data|data end|data not accepted|failed to send data|final dot|after i sent the message|message body|after sending the message"),
            of(
                    Stage.RCPT_TO,
                    "0x800ccc79|rcpt to|rcpt command|recipient(?! domain <)|does not like|@[\\w.-]{1,255}['\"]: \\($"),
            of(
                    Stage.MAIL_FROM,
                    "0x800ccc78|mail from(?! queue)|set sender|mail command|sender ?(?:was )?(?:rejected|refused|address)|from address"),
            of(Stage.AUTH, "(?<!\\w)auth|smtpauth|login|password|credential"),
            of(Stage.EHLO, "(?<!\\w)[eh][he]lo(?!\\w)|heloerror|my name was rejected|perform server greeting"),
            of(Stage.DATA, "(?<!\\w)data(?!\\w|: ?['\"]$)"),
            of(Stage.AUTH, "expected response code \"?(?:235|334)"),
            of(Stage.DATA, "expected response code \"?354"),
            of(Stage.GREETING, "expected response code \"?220|greeting|banner|initial connection|refused to talk"));

    /** What Exchange says, in the form of a reply, about a server that it could not reach. */
    private static final Pattern UNCONNECTED = Pattern.compile("[45]\\d\\d[ -][45]\\.4\\.3\\d\\d ");
    /** An answer to STARTTLS, and not to connecting, if a program expected 220. */
    private static final Pattern NO_COMMAND =
            Pattern.compile("50[0-3][ -].{0,60}(?i:command|implemented|recogni[sz]ed)");

    /** Codes that only answer AUTH. */
    private static final Pattern LOGIN = Pattern.compile("53[45]");
    /** A request for a login, which no server sends in answer to one. */
    private static final Pattern NO_LOGIN = Pattern.compile(
            "530[ -](?:5\\.\\d\\.\\d{1,2} )?\\W{0,3}(?i:smtp;? ?)?(?i:auth|must auth|client (?:was )?not auth)"
                    + "|55[0-4][ -](?:5\\.\\d\\.\\d{1,2} )?\\W{0,3}(?i:smtp;? ?)?(?i:auth(?:entication)? (?:is )?required|must auth)");
    /** Authentication of mail by its origin, which is not a login (RFC 7372). */
    private static final Pattern OF_MAIL = Pattern.compile("[45]\\d\\d[ -][45]\\.7\\.2\\d(?!\\w)");

    /** A value next to others, which is not a sentence. */
    private static final Pattern ASSIGNED = Pattern.compile("[\\w-]{1,40}=\\S{0,300}");

    private AnyReply() {}

    private static Words of(Stage stage, String words) {
        return new Words(stage, Pattern.compile(words, Pattern.CASE_INSENSITIVE));
    }

    static Optional<LogLine> in(String before, String line, String next) {
        Optional<String> reply = HTTP.matcher(line).find()
                ? Optional.empty()
                : reply(before, line).filter(text -> !UNCONNECTED.matcher(text).lookingAt());
        return reply.map(text -> quoted(before, line, next, text)).or(() -> accepted(line));
    }

    /** A reply whose beginning only the acceptance of a message has. */
    private static Optional<LogLine> accepted(String line) {
        Matcher good = GOOD.matcher(line);
        return good.find()
                ? Optional.of(ReplyEnd.of(line, good.start()).replaceFirst("^250: ", "250 ")) // Roundcube
                        .filter(text -> LoneReply.stage(text)
                                .filter(Stage.END_OF_DATA::equals)
                                .isPresent())
                        .map(text -> LogLine.quoted(Stage.END_OF_DATA, text))
                : Optional.empty();
    }

    private static LogLine quoted(String before, String line, String next, String text) {
        Optional<Stage> stage = stage(before, line, text);
        boolean tls = stage.filter(Stage.GREETING::equals).isPresent()
                && NO_COMMAND.matcher(text).lookingAt();
        return LogLine.quoted(tls ? Optional.of(Stage.STARTTLS) : stage, whole(text.strip(), next));
    }

    /** A reply with its original lines, which programs join to one. */
    static String whole(String reply, String next) {
        String parted = String.join("\n", Pieces.replies(List.of(reply), next));
        boolean broken = BREAK.split(parted).length > 1;
        return broken ? unbroken(parted) : QuotedReply.complete(reply, next);
    }

    /** The step that the reply answers, by its code, otherwise by the words before it. */
    private static Optional<Stage> stage(String before, String line, String reply) {
        if (LOGIN.matcher(reply).lookingAt()) {
            return Optional.of(Stage.AUTH);
        }
        Optional<Stage> field = CommandField.in(line);
        if (field.isPresent()) {
            return field;
        }
        int at = line.indexOf(reply.substring(0, 3));
        return said(line.substring(0, Math.max(0, at)))
                .or(() -> said(before))
                .filter(found -> found != Stage.AUTH || !ofNoLogin(reply));
    }

    private static boolean ofNoLogin(String reply) {
        return NO_LOGIN.matcher(reply).lookingAt() || OF_MAIL.matcher(reply).lookingAt();
    }

    private static Optional<Stage> said(String before) {
        String words = ASSIGNED.matcher(before).replaceAll("").replace('_', ' ');
        return STAGES.stream()
                .filter(each -> each.words.matcher(words).find())
                .map(Words::stage)
                .findFirst();
    }

    private static Optional<String> reply(String before, String line) {
        Fields fields = Fields.in(line);
        return FieldReply.diagnostic(line)
                .or(() -> ApartReply.in(line))
                .or(() -> ApartReply.in(before, line))
                .or(() -> FieldReply.whole(fields))
                .or(() -> sentence(line))
                .or(() -> FieldReply.joined(line, fields))
                .or(() -> known(line))
                .or(() -> ApartReply.withoutWords(line));
    }

    private static Optional<String> sentence(String line) {
        Matcher column = COLUMN.matcher(line);
        if (column.find()) {
            return Optional.of(column.group("reply").strip());
        }
        Matcher enhanced = ENHANCED.matcher(line);
        if (enhanced.find()) {
            return Optional.of(ReplyEnd.of(line, enhanced.start()));
        }
        Matcher quoted = QUOTED.matcher(line);
        if (quoted.find()) {
            return Optional.of(ReplyEnd.of(line, quoted.start("reply")));
        }
        Matcher announced = ANNOUNCED.matcher(line);
        return announced.find() && announced(line, announced.start("reply"))
                ? Optional.of(ReplyEnd.of(line, announced.start("reply")))
                : Optional.empty();
    }

    /** Whether the number here is a code, and does not count something. */
    private static boolean announced(String line, int at) {
        String before = line.substring(Math.max(0, at - NEAR), at);
        boolean said = before.indexOf(':') >= 0 && SERVERS.matcher(before).find();
        boolean counted = COUNTED.matcher(line).region(at, line.length()).lookingAt();
        return said || (!counted && ANNOUNCES.matcher(before).find());
    }

    /**
     * Whether a reply may be another program's number. If nothing else in a text is about mail, it counts only with known
     * words, or if it is said to come from a server.
     */
    static boolean doubtful(String line, String reply) {
        int at = line.indexOf(reply.substring(0, Math.min(4, reply.length())));
        String before = line.substring(Math.max(0, at - NEAR), Math.max(0, at));
        boolean words = reply.length() > 4
                && (Character.isUpperCase(reply.charAt(4)) || !Character.isLetter(reply.charAt(4)))
                && before.endsWith(": ");
        boolean quoted = before.endsWith("\"") || before.endsWith("'");
        return !before.isBlank()
                && !quoted
                && !words
                && !SERVERS.matcher(before).find()
                && !known(reply, reply.substring(Math.min(4, reply.length()), Math.min(READ, reply.length())));
    }

    /** Whether a line begins with a number of things, and not with a reply. */
    static boolean counts(String line) {
        return MANY.matcher(line).lookingAt() && !known(line, line.substring(4, Math.min(READ, line.length())));
    }

    /** A reply after a colon, if its words are known. */
    private static Optional<String> known(String line) {
        Matcher behind = BEHIND_COLON.matcher(line);
        for (int i = 0; i < TRIES && behind.find(); i++) {
            String reply = ReplyEnd.of(line, behind.start());
            if (known(reply, reply.substring(4, Math.min(READ, reply.length())))) {
                return Optional.of(reply);
            }
        }
        return Optional.empty();
    }

    /** Whether the words have a meaning of their own, or the code is one that only SMTP has. */
    private static boolean known(String reply, String words) {
        int code = Integer.parseInt(reply.substring(0, 3));
        return reply.startsWith("53")
                || ReplyCatalogue.standard().about(Reply.of(code, words)).isPresent();
    }

    /** A reply of several lines whose line breaks were written out. */
    static String unbroken(String reply) {
        if (BREAK.split(reply).length < 2) {
            return reply;
        }
        String[] lines = BREAK.split(reply, 0);
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
}

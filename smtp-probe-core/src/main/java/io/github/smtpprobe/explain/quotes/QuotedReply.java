/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.quotes;

import io.github.smtpprobe.explain.lines.LogLine;
import io.github.smtpprobe.explain.lines.Pieces;
import io.github.smtpprobe.smtp.Stage;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reply that a program quotes in an error message or a log, with what it says about the command. This is a table of the words
 * around the reply; in Python, its code is separate from its text.
 *
 * @param words the words before the reply; the form is tried only where they are found, a few times at most
 * @param form  the pattern of what follows the words; possessive or up to the end, so that it takes linear time
 */
public record QuotedReply(Stage stage, String words, Pattern form) {
    private static final String REPLY = "(?<code>[45][0-9][0-9])(?<text>[ -].*)";
    private static final String PAIR = "\\((?<code>[45][0-9][0-9]), b?['\"](?<text>.*?)['\"][,)].*";

    /** The host, and the beginning of the reply. */
    private static final String ANSWERED =
            "[^,]{1,255}+, port: \\d{1,5}+, response: (?<code>[45][0-9][0-9])(?<text>)(?!\\d).*";

    /** How often the words may occur on a line before what they introduce. */
    private static final int TRIES = 3;

    /** Longer lines are not error messages. */
    private static final int MAX_LENGTH = 32 * 1024;

    private static final List<QuotedReply> ALL = List.of(
            // JavaMail's exceptions
            of(Stage.AUTH, "AuthenticationFailedException: ", REPLY),
            of(Stage.MAIL_FROM, "SMTPSenderFailedException: ", REPLY),
            of(Stage.RCPT_TO, "SMTPAddressFailedException: ", REPLY),
            of(
                    Stage.MAIL_FROM,
                    "SMTPSendFailedException: ",
                    "(?<code>[45][0-9][0-9])(?<text>[ -][45]\\.1\\.[78](?!\\w).*)"),
            of(Stage.MAIL_FROM, "SMTPSendFailedException: ", "(?<code>530)(?<text>[ -].*)"),
            of(Stage.GREETING, "Could not connect to SMTP host: ", ANSWERED),
            of(Stage.GREETING, "Got bad greeting from SMTP host: ", ANSWERED),
            // nodemailer's
            of(Stage.AUTH, "Invalid login: ", REPLY),
            of(Stage.MAIL_FROM, "Mail command failed: ", REPLY),
            of(Stage.RCPT_TO, "all recipients were rejected: ", REPLY),
            of(Stage.RCPT_TO, "Recipient command failed: ", REPLY),
            of(Stage.DATA, "Data command failed: ", REPLY),
            of(Stage.END_OF_DATA, "Message failed: ", REPLY),
            // Python's
            of(Stage.GREETING, "SMTPConnectError: ", PAIR),
            of(Stage.EHLO, "SMTPHeloError: ", PAIR),
            of(Stage.AUTH, "SMTPAuthenticationError: ", PAIR),
            of(Stage.MAIL_FROM, "SMTPSenderRefused: ", PAIR),
            of(Stage.RCPT_TO, "SMTPRecipientsRefused: {", "[^(]*+(?<=: )" + PAIR),
            of(Stage.END_OF_DATA, "SMTPDataError: ", PAIR),
            postfix(Stage.EHLO, "(?:EHLO|HELO)"),
            postfix(Stage.MAIL_FROM, "MAIL FROM"),
            postfix(Stage.RCPT_TO, "RCPT TO"),
            postfix(Stage.DATA, "DATA"),
            postfix(Stage.END_OF_DATA, "end of DATA"),
            of(Stage.END_OF_DATA, "status=sent (", "(?<code>2[0-9][0-9])(?<text>[ -].*)\\)"),
            of(Stage.END_OF_DATA, "stat=Sent (", "(?<code>2[0-9][0-9])(?<text>[ -].*)\\)"),
            of(Stage.END_OF_DATA, "C=\"", "(?<code>25[0-9])(?<text>[ -][^\"]*)\".*"),
            of(
                    Stage.END_OF_DATA,
                    "Diagnostic-Code: smtp; ",
                    "(?<code>25[0-9])(?<text>[ -](?=.{0,300}?(?:queued|accepted for|2\\.6\\.0 )).*)"),
            of(Stage.RCPT_TO, "Diagnostic-Code: smtp; ", "(?<code>25[0-9])(?<text>[ -].*)"),
            of(
                    Stage.EHLO,
                    " refused to talk to me: ",
                    "(?<code>50[0-3])(?<text>[ -].{0,40}(?i:command|implemented|recogni[sz]ed).*)"),
            of(Stage.GREETING, " refused to talk to me: ", REPLY),
            exim(Stage.GREETING, "initial connection"),
            exim(Stage.EHLO, "(?:EHLO|HELO) \\S++"),
            exim(Stage.MAIL_FROM, "MAIL FROM:<[^>]*+>[^:]{0,100}+"),
            exim(Stage.RCPT_TO, "RCPT TO:<[^>]*+>"),
            exim(Stage.DATA, "DATA"),
            exim(Stage.END_OF_DATA, "end of data"));

    /** Postfix's log, and its bounces. */
    private static QuotedReply postfix(Stage stage, String command) {
        return of(stage, "said: ", REPLY + " \\(in reply to " + command + " command.*");
    }

    /** Exim's log; in its bounces, the host follows the command. */
    private static QuotedReply exim(Stage stage, String command) {
        return of(stage, "after ", "(?:pipelined )?" + command + ": (?:host \\S++ \\[[^]]*+]: )?" + REPLY);
    }

    private static QuotedReply of(Stage stage, String words, String form) {
        return new QuotedReply(stage, words, Pattern.compile("^" + form, Pattern.DOTALL));
    }

    /**
     * Finds a quoted reply.
     *
     * @param before the previous line, in which some programs say what was answered
     * @param next   the next line, on which a reply may continue
     */
    static Optional<LogLine> in(String before, String line, String next) {
        if (line.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return GivenReply.in(line)
                .or(() -> WebmailReply.in(line))
                .or(() -> ALL.stream()
                        .flatMap(each -> each.find(line, next).stream())
                        .findFirst())
                .or(() -> AnyReply.in(before, line, next));
    }

    private Optional<LogLine> find(String line, String next) {
        int at = line.indexOf(words);
        for (int i = 0; at >= 0 && i < TRIES; i++) {
            Matcher found = form.matcher(line).region(at + words.length(), line.length());
            found.useTransparentBounds(true);
            if (found.matches()) {
                String text = line.substring(found.start("text"), end(line, found));
                String mark = text.startsWith(" ") || text.startsWith("-") ? "" : " ";
                return Optional.of(LogLine.quoted(stage, AnyReply.whole(found.group("code") + mark + text, next)));
            }
            at = line.indexOf(words, at + 1);
        }
        return Optional.empty();
    }

    /** The end of the reply: before the mark or bracket that was opened before it, or before what a logger adds. */
    private static int end(String line, Matcher found) {
        int code = found.start("code");
        boolean pair = code > 0 && line.charAt(code - 1) == '(';
        int end = found.end("text");
        return pair
                ? end
                : Math.max(
                        found.start("text"),
                        Math.min(end, code + ReplyEnd.of(line, code).length()));
    }

    /** A reply that is not continued, so that its last hyphen is dropped. */
    public static String complete(String reply, String next) {
        boolean cut =
                reply.length() > 3 && reply.charAt(3) == '-' && !Pieces.coded(next.strip(), 0, reply.substring(0, 3));
        return cut ? reply.substring(0, 3) + " " + reply.substring(4) : reply;
    }
}

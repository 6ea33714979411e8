/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import io.github.smtpprobe.smtp.Stage;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reply that a program quotes in an error message or a log, with what it says of the command before it. Rows of words around
 * the reply, whose code stands apart from its text in Python.
 */
record QuotedReply(Stage stage, Pattern form) {
    private static final String REPLY = "(?<code>[45][0-9][0-9])(?<text>[ -].*)";
    private static final String PAIR = ": \\((?<code>[45][0-9][0-9]), b?['\"](?<text>.*?)['\"][,)].*";

    /** Longer lines are no error messages, and would take long to search. */
    private static final int MAX_LENGTH = 4096;

    private static final List<QuotedReply> ALL = List.of(
            // JavaMail's exceptions
            of(Stage.AUTH, "AuthenticationFailedException: " + REPLY),
            of(Stage.MAIL_FROM, "SMTPSenderFailedException: " + REPLY),
            of(Stage.RCPT_TO, "SMTPAddressFailedException: " + REPLY),
            of(Stage.END_OF_DATA, "SMTPSendFailedException: " + REPLY),
            // nodemailer's
            of(Stage.AUTH, "Invalid login: " + REPLY),
            of(Stage.MAIL_FROM, "Mail command failed: " + REPLY),
            of(Stage.RCPT_TO, "(?:all recipients were rejected|Recipient command failed): " + REPLY),
            of(Stage.DATA, "Data command failed: " + REPLY),
            of(Stage.END_OF_DATA, "Message failed: " + REPLY),
            // Python's
            of(Stage.GREETING, "SMTPConnectError" + PAIR),
            of(Stage.EHLO, "SMTPHeloError" + PAIR),
            of(Stage.AUTH, "SMTPAuthenticationError" + PAIR),
            of(Stage.MAIL_FROM, "SMTPSenderRefused" + PAIR),
            of(Stage.RCPT_TO, "SMTPRecipientsRefused: \\{.*?" + PAIR),
            of(Stage.END_OF_DATA, "SMTPDataError" + PAIR),
            postfix(Stage.EHLO, "(?:EHLO|HELO)"),
            postfix(Stage.MAIL_FROM, "MAIL FROM"),
            postfix(Stage.RCPT_TO, "RCPT TO"),
            postfix(Stage.DATA, "DATA"),
            postfix(Stage.END_OF_DATA, "end of DATA"),
            of(Stage.GREETING, "host \\S+ refused to talk to me: " + REPLY),
            exim(Stage.GREETING, "initial connection"),
            exim(Stage.EHLO, "(?:EHLO|HELO) \\S+"),
            exim(Stage.MAIL_FROM, "MAIL FROM:<[^>]*>[^:]{0,100}"),
            exim(Stage.RCPT_TO, "RCPT TO:<[^>]*>"),
            exim(Stage.DATA, "DATA"),
            exim(Stage.END_OF_DATA, "end of data"));

    /** Its log, and its bounces. */
    private static QuotedReply postfix(Stage stage, String command) {
        return of(stage, "said: " + REPLY + " \\(in reply to " + command + " command.*");
    }

    /** Its log; bounces have the host behind the command. */
    private static QuotedReply exim(Stage stage, String command) {
        return of(stage, "after (?:pipelined )?" + command + ": (?:host \\S+ \\[[^]]*]: )?" + REPLY);
    }

    private static QuotedReply of(Stage stage, String words) {
        return new QuotedReply(stage, Pattern.compile(".*?" + words, Pattern.DOTALL));
    }

    /**
     * Looks for one.
     *
     * @param next the line behind it: a reply of several lines goes on there
     */
    static Optional<ForeignLine> in(String line, String next) {
        if (line.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        for (QuotedReply each : ALL) {
            Matcher found = each.form.matcher(line);
            if (found.matches()) {
                String text = found.group("text");
                String mark = text.startsWith(" ") || text.startsWith("-") ? "" : " ";
                return Optional.of(ForeignLine.quoted(each.stage, complete(found.group("code") + mark + text, next)));
            }
        }
        return Optional.empty();
    }

    /** What was cut off behind a hyphen does not come. */
    static String complete(String reply, String next) {
        boolean cut =
                reply.length() > 3 && reply.charAt(3) == '-' && !next.strip().startsWith(reply.substring(0, 3));
        return cut ? reply.substring(0, 3) + " " + reply.substring(4) : reply;
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.quotes;

import io.github.smtpprobe.smtp.Stage;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The command that a client was at when a reply stopped it, by the functions in the trace of its stack. */
public record Frames(Stage stage, Pattern functions) {
    /** The innermost functions come first. */
    private static final int READ = 12;

    private static final int LONGEST = 400;

    private static final Pattern FRAME =
            Pattern.compile("^\\s*+(?:at |from |File \"|#\\d|\\d{1,3}: |[/\\w.-]{1,200}\\.rb:\\d)|: ?in [`']");

    private static final List<Frames> ALL = List.of(
            of(Stage.MAIL_FROM, "mailFrom|mailfrom|mail_from|MailFrom|doMailFromCommand|_actionMAIL|SMTPSender\\w*"),
            of(
                    Stage.RCPT_TO,
                    "rcptTo|rcptto|rcpt_to|RcptTo|rcptto_list|doRcptToCommand|_actionRCPT|SMTPAddressFailed\\w*"),
            of(
                    Stage.AUTH,
                    "check_auth_response|check_auth_continue|auth_login|auth_plain|authenticate|Authenticate(?:Async)?"
                            + "|doAuthLogin|_actionAUTH\\w*|AuthLogin|EsmtpTransport::auth"),
            of(Stage.END_OF_DATA, "finishData|finish_data|_actionStream|_actionMessage|bdat"),
            of(Stage.STARTTLS, "startTLS|starttls|StartTLS|start_tls|_actionSTARTTLS"),
            of(Stage.EHLO, "helo|ehlo|do_helo|doHeloCommand|doEhloCommand|_actionEHLO|_actionHELO|Ehlo"),
            of(Stage.GREETING, "openServer|_actionGreeting|getreply_greeting"));

    private static Frames of(Stage stage, String functions) {
        return new Frames(stage, Pattern.compile("(?<![\\w/-])(?:" + functions + ")(?![\\w/=-])"));
    }

    /**
     * Looks for the innermost function that belongs to one command.
     *
     * @param at the line that quotes the reply; the frames of its stack stand in it or behind it
     */
    public static Optional<Stage> stage(List<String> lines, int at) {
        for (int i = at; i < Math.min(lines.size(), at + READ); i++) {
            String line =
                    lines.get(i).substring(0, Math.min(LONGEST, lines.get(i).length()));
            boolean frame = FRAME.matcher(line).find();
            if (i > at && !frame) {
                return Optional.empty();
            }
            Optional<Stage> found = frame ? in(line) : Optional.empty();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Stage> in(String line) {
        return ALL.stream()
                .filter(each -> each.functions.matcher(line).find())
                .map(Frames::stage)
                .findFirst();
    }
}

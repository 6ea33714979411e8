/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.quotes;

import io.github.smtpprobe.smtp.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command at which a reply stopped a client, according to the functions in its stack trace. */
public record Frames(Stage stage, Pattern functions) {
    /** How many frames are read; the innermost functions come first. */
    private static final int READ = 12;

    private static final int LONGEST = 400;

    /** What an application server puts before each line of a trace. */
    private static final Pattern LOGGED =
            Pattern.compile("^\\s{0,9}[A-Z]{4,5} {1,2}\\[[^\\]]{1,80}] \\([^)]{1,80}\\)\\s{0,9}");

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

    private static final Pattern PYTHON = Pattern.compile("smtplib\\.py\", line \\d{1,6}, in (\\w{1,30})$");
    private static final Map<String, Stage> SMTPLIB = Map.of(
            "data",
            Stage.DATA,
            "rcpt",
            Stage.RCPT_TO,
            "mail",
            Stage.MAIL_FROM,
            "ehlo",
            Stage.EHLO,
            "helo",
            Stage.EHLO,
            "auth",
            Stage.AUTH,
            "login",
            Stage.AUTH,
            "starttls",
            Stage.STARTTLS);
    /** What a client says that it had expected. */
    private static final Pattern EXPECTED = Pattern.compile(
            "(?i)expected (?:response|reply|status) ?code:? \"?(220|221|235|334|354|250/251/252)(?!\\w)");

    private static final Map<String, Stage> ANSWERS = Map.of(
            "220",
            Stage.GREETING,
            "221",
            Stage.QUIT,
            "235",
            Stage.AUTH,
            "334",
            Stage.AUTH,
            "354",
            Stage.DATA,
            "250/251/252",
            Stage.RCPT_TO);

    private static Frames of(Stage stage, String functions) {
        return new Frames(stage, Pattern.compile("(?<![\\w/-])(?:" + functions + ")(?![\\w/=-])"));
    }

    /**
     * Finds the innermost function that belongs to one command.
     *
     * @param at the line that quotes the reply; the frames of its stack are on it or after it
     */
    public static Optional<Stage> stage(List<String> lines, int at) {
        Matcher expected = EXPECTED.matcher(lines.get(at));
        if (expected.find()) {
            return Optional.ofNullable(ANSWERS.get(expected.group(1)));
        }
        for (int i = at; i < Math.min(lines.size(), at + READ); i++) {
            String logged =
                    lines.get(i).substring(0, Math.min(LONGEST, lines.get(i).length()));
            String line = LOGGED.matcher(logged).replaceFirst("");
            boolean frame = FRAME.matcher(line).find();
            boolean empty = line.isBlank() && !logged.isBlank();
            if (i > at && !frame && !empty) {
                return Optional.empty();
            }
            Optional<Stage> found = frame ? in(line) : Optional.empty();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /**
     * Finds the function in which Python raised an error: its trace precedes the error, with the innermost function last.
     *
     * @param at the line of the error
     */
    public static Optional<Stage> before(List<String> lines, int at) {
        for (int i = at - 1; i >= Math.max(0, at - 2 * READ); i--) {
            String line =
                    lines.get(i).substring(0, Math.min(LONGEST, lines.get(i).length()));
            Matcher frame = PYTHON.matcher(line);
            Optional<Stage> found = frame.find() ? Optional.ofNullable(SMTPLIB.get(frame.group(1))) : Optional.empty();
            if (found.isPresent() || !line.startsWith(" ")) {
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

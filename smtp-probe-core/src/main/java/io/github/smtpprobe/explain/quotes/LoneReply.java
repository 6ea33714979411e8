/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.quotes;

import io.github.smtpprobe.catalogue.Meaning;
import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.explain.lines.ForeignLine;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A refusal that was pasted without the command before it. Its codes tell most often what it answers; where they do not, a server
 * that speaks first is taken to have refused the connection.
 */
public record LoneReply(Stage stage, Pattern opening) {
    private static final Pattern MAILBOX = Pattern.compile("<([^<>\\s]{1,64}@[^<>\\s]{1,255})>");

    private static final Pattern REPLY = Pattern.compile("([2-5]\\d\\d)[ -]([^\\r\\n]*)");

    /** What only a code is known of. */
    private static final Pattern GENERAL =
            Pattern.compile("[.](?:refused|rejected|temporary|unsupported|closing|trouble|policy)$");

    private static final List<Stage> ASKED = List.of(
            Stage.GREETING, Stage.MAIL_FROM, Stage.RCPT_TO, Stage.END_OF_DATA, Stage.AUTH, Stage.EHLO, Stage.STARTTLS);

    private static final List<LoneReply> USUAL = List.of(
            of(Stage.EHLO, "[45]..[^\n]{0,300}?(?i:helo command rejected)"),
            of(Stage.AUTH, "334|432|53[458]"),
            of(Stage.MAIL_FROM, "530|[45]..[ -][45]\\.(1\\.[78]|7\\.25)(?!\\w)"),
            of(Stage.END_OF_DATA, "[45]..[ -][45]\\.([36]\\.\\d|7\\.2\\d)(?!\\w)"),
            of(Stage.RCPT_TO, "[45]..[ -][45]\\.[12]\\.\\d|45[0-2]|55[0-3]"));

    private static LoneReply of(Stage stage, String opening) {
        return new LoneReply(stage, Pattern.compile("(" + opening + ").*", Pattern.DOTALL));
    }

    /** What the first reply of a text answers. */
    public static Stage stage(List<ForeignLine> lines) {
        boolean dialogue = lines.stream().anyMatch(line -> line.kind() != ForeignLine.Kind.SERVER);
        return dialogue || lines.isEmpty() ? Stage.GREETING : usual(lines.get(0).text());
    }

    /** What a reply most often answers. */
    public static Stage usual(String reply) {
        return USUAL.stream()
                .filter(each -> each.opening.matcher(reply).matches())
                .map(LoneReply::stage)
                .findFirst()
                .map(stage -> home(stage, reply))
                .orElseGet(() -> meant(reply));
    }

    /** The command that the meaning of a reply is about, where it cannot be about the usual one. */
    private static Stage home(Stage usual, String reply) {
        Optional<Meaning> meaning = meaning(usual, reply);
        return meaning.isEmpty() || meaning.get().about(usual)
                ? usual
                : ASKED.stream().filter(meaning.get()::about).findFirst().orElse(usual);
    }

    /** The first command at which the words of a reply mean something of their own. */
    private static Stage meant(String reply) {
        return ASKED.stream()
                .filter(stage -> meaning(stage, reply)
                        .filter(each ->
                                each.about(stage) && !GENERAL.matcher(each.id()).find())
                        .isPresent())
                .findFirst()
                .orElse(Stage.GREETING);
    }

    private static Optional<Meaning> meaning(Stage stage, String reply) {
        Matcher parts = REPLY.matcher(reply);
        return parts.lookingAt()
                ? Optional.of(ReplyCatalogue.standard()
                        .explain(stage, Reply.of(Integer.parseInt(parts.group(1)), parts.group(2))))
                : Optional.empty();
    }

    /** A command such as it answers, with the mailbox that it names. */
    public static String command(Stage stage, String reply) {
        Matcher mailbox = MAILBOX.matcher(reply);
        return switch (stage) {
            case MAIL_FROM -> mailbox.find() ? "MAIL FROM:<" + mailbox.group(1) + ">" : "";
            case RCPT_TO -> mailbox.find() ? "RCPT TO:<" + mailbox.group(1) + ">" : "";
            default -> "";
        };
    }
}

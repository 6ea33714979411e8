/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.explain.quotes.LoneReply;
import io.github.smtpprobe.smtp.Stage;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pending command, or a step without a command, such as the greeting.
 *
 * @param stage   the step of a probe; null for a command that a probe does not use
 * @param command the command as it was sent; may be empty
 */
record SentCommand(@Nullable Stage stage, String command) {
    private static final Pattern VERB = Pattern.compile("^\\s*+[A-Za-z]{3,12}(?![\\w.-])");

    /** What CPP-SMTPClient prints about its connection after the client's mark. */
    private static final Pattern TOLD = Pattern.compile("^\\s*+(?:Trying to connect to \\S|Connected!)");

    private static final Set<Stage> NAMES_SOMETHING = Set.of(Stage.EHLO, Stage.MAIL_FROM, Stage.RCPT_TO);

    /** Whether a text may be a command: what programs print after a client's mark is not always one. */
    static boolean begins(String text) {
        return VERB.matcher(text).lookingAt() && !TOLD.matcher(text).lookingAt();
    }

    /** A command that the text does not show. */
    static SentCommand unknown() {
        return new SentCommand(null, "");
    }

    /** A command that a reply answers but the text does not show, with its mailbox if that is known. */
    static SentCommand presumed(Stage stage, String reply, String sender, String recipient) {
        return new SentCommand(stage, LoneReply.command(stage, LoneReply.mailbox(stage, reply, sender, recipient)));
    }

    /** Whether it ends something, which servers do not refuse: a refusal at this point is about what came before. */
    boolean parting() {
        return stage == Stage.RSET || stage == Stage.QUIT;
    }

    static SentCommand of(String command) {
        String line = command.strip().toUpperCase(Locale.ROOT);
        Optional<Stage> stage = line.startsWith("HELO") || line.startsWith("LHLO")
                ? Optional.of(Stage.EHLO)
                : Arrays.stream(Stage.values()).filter(each -> isOf(line, each)).findFirst();
        return new SentCommand(stage.orElse(null), command);
    }

    /** Whether a line is a command of that step; {@code MAIL} alone is enough, and some programs write no blank after it. */
    private static boolean isOf(String line, Stage stage) {
        return stage.command()
                .map(words -> words.split(" ", 2)[0])
                .filter(verb -> NAMES_SOMETHING.contains(stage)
                        ? line.startsWith(verb)
                        : line.equals(verb) || line.startsWith(verb + " "))
                .isPresent();
    }
}

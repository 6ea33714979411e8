/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.smtp.Stage;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A command that waits for its reply, or a step that has none, such as the greeting.
 *
 * @param stage   of a probe; null for a command that a probe does not use
 * @param command as it was sent, may be empty
 */
record SentCommand(@Nullable Stage stage, String command) {
    private static final Pattern VERB = Pattern.compile("^\\s*+[A-Za-z]{3,12}(?![\\w.-])");

    /** Whether it may be one: what programs print behind a client's mark is not always a command. */
    static boolean begins(String text) {
        return VERB.matcher(text).lookingAt();
    }

    /** A command that the text does not show. */
    static SentCommand unknown() {
        return new SentCommand(null, "");
    }

    static SentCommand of(String command) {
        return new SentCommand(stage(command.strip().toUpperCase(Locale.ROOT)), command);
    }

    private static @Nullable Stage stage(String verb) {
        if (verb.startsWith("EHLO") || verb.startsWith("HELO")) {
            return Stage.EHLO;
        }
        if (verb.startsWith("MAIL")) {
            return Stage.MAIL_FROM;
        }
        if (verb.startsWith("RCPT")) {
            return Stage.RCPT_TO;
        }
        return switch (verb.split(" ", 2)[0]) {
            case "STARTTLS" -> Stage.STARTTLS;
            case "AUTH" -> Stage.AUTH;
            case "DATA" -> Stage.DATA;
            case "RSET" -> Stage.RSET;
            case "QUIT" -> Stage.QUIT;
            default -> null;
        };
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.util.Locale;
import java.util.Optional;

/**
 * Replies that can answer only one particular command. If such a reply comes while other commands are pending, the replies to
 * those are missing in the text.
 */
final class OutOfStep {
    private OutOfStep() {}

    /** The command that a reply answers, if its code or its lines leave no other. */
    static Optional<Stage> stage(Reply reply) {
        return switch (reply.code().value()) {
            case 221 -> Optional.of(Stage.QUIT);
            case 235, 334, 535 -> Optional.of(Stage.AUTH);
            case 354 -> Optional.of(Stage.DATA);
            case 250 -> lists(reply) ? Optional.of(Stage.EHLO) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Whether a reply lists extensions. */
    private static boolean lists(Reply reply) {
        return reply.lines().stream()
                .skip(1)
                .map(line -> line.toUpperCase(Locale.ROOT))
                .anyMatch(line -> line.startsWith("SIZE") || line.equals("PIPELINING") || line.equals("8BITMIME"));
    }
}

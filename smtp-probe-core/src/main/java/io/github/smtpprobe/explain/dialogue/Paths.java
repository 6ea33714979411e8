/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.smtp.Mailbox;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mail addresses in another program's MAIL and RCPT commands. */
final class Paths {
    private static final Pattern PATH = Pattern.compile("(?i)^(?:MAIL FROM|RCPT TO): ?(<[^>]*+>|[^<\\s]++).*");

    private Paths() {}

    /** The sender; empty only where the text shows the null reverse-path. */
    static Optional<Mailbox> sender(String command) {
        boolean none = path(command).filter(String::isEmpty).isPresent();
        return none ? Optional.empty() : Optional.of(mailbox(command));
    }

    /** The mailbox in a command, which may be unknown. */
    static Mailbox mailbox(String command) {
        try {
            return path(command)
                    .filter(path -> !path.isEmpty())
                    .map(Mailbox::parse)
                    .orElse(Mailbox.UNKNOWN);
        } catch (IllegalArgumentException unreadable) {
            return Mailbox.UNKNOWN; // the server's words about it say more than ours could
        }
    }

    /** The text between the angle brackets, or where they should be: people leave them out when they type. */
    private static Optional<String> path(String command) {
        Matcher path = PATH.matcher(command);
        return path.matches() ? Optional.of(path.group(1).replaceAll("^<|>$", "")) : Optional.empty();
    }
}

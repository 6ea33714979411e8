/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import io.github.smtpprobe.explain.ForeignLine.Kind;
import io.github.smtpprobe.smtp.ClientLine;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a program says about the dialogue, in a line that nobody said in it. */
final class Prose {
    /** JavaMail, which keeps logins out of its trace. */
    private static final Pattern JAVA_MAIL =
            Pattern.compile("^DEBUG SMTPS?: AUTH (\\S++) (command trace suppressed|succeeded|failed)$");

    private Prose() {}

    /**
     * Reads a line.
     *
     * @param next the line behind it: a reply of several lines goes on there
     */
    static Optional<ForeignLine> in(String text, String next) {
        Matcher login = JAVA_MAIL.matcher(text);
        if (login.matches()) {
            return switch (login.group(2)) {
                case "succeeded" -> Optional.of(ForeignLine.event(Kind.LOGGED_IN, text));
                case "failed" -> Optional.empty(); // the exception that follows says why
                default -> Optional.of(ForeignLine.client(false, "AUTH " + login.group(1) + " " + ClientLine.MASK));
            };
        }
        Optional<ForeignLine> quoted = QuotedReply.in(text, next);
        return quoted.isPresent() ? quoted : Happening.in(text);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import io.github.smtpprobe.smtp.Stage;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The names that server logs use for their clients' commands, and for their own checks of those. */
public final class LoggedCommand {
    private static final Map<String, Stage> STAGES = Map.ofEntries(
            Map.entry("CONNECT", Stage.GREETING),
            Map.entry("CHECK_RELAY", Stage.GREETING),
            Map.entry("HELO", Stage.EHLO),
            Map.entry("EHLO", Stage.EHLO),
            Map.entry("LHLO", Stage.EHLO),
            Map.entry("CHECK_HELO", Stage.EHLO),
            Map.entry("STARTTLS", Stage.STARTTLS),
            Map.entry("AUTH", Stage.AUTH),
            Map.entry("MAIL", Stage.MAIL_FROM),
            Map.entry("CHECK_MAIL", Stage.MAIL_FROM),
            Map.entry("RCPT", Stage.RCPT_TO),
            Map.entry("TO", Stage.RCPT_TO),
            Map.entry("CHECK_RCPT", Stage.RCPT_TO),
            Map.entry("DATA", Stage.DATA),
            Map.entry("BDAT", Stage.DATA),
            Map.entry("END-OF-MESSAGE", Stage.END_OF_DATA),
            Map.entry("CHECK_EOM", Stage.END_OF_DATA),
            Map.entry("RSET", Stage.RSET));

    private LoggedCommand() {}

    /** The step for such a name; empty if it is not one. */
    public static Optional<Stage> stage(String name) {
        return Optional.ofNullable(STAGES.get(name.split("[ (]", 2)[0].toUpperCase(Locale.ROOT)));
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.FailureKind;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.Reason;
import io.github.smtpprobe.smtp.Reply;
import java.util.Locale;

/** The service that is no SMTP server, known by its first octets. */
final class NotSmtp implements AttemptCheck {
    @Override
    public void examine(Case one) {
        one.attempt().fact(Fact.Greeting.class).ifPresent(fact -> {
            if (fact.outcome() instanceof Outcome.Failed failed
                    && failed.kind() == FailureKind.PROTOCOL_VIOLATION
                    && failed.reason() != Reason.UNEXPECTED_CODE) {
                one.add(id(fact.opening()), fact);
            } else if (ftp(fact) && !one.attempt().conversed()) {
                one.add("peer.ftp", fact);
            }
        });
    }

    private static String id(String opening) {
        String upper = opening.toUpperCase(Locale.ROOT);
        if (upper.startsWith("HTTP/") || upper.startsWith("<!DOCTYPE") || upper.startsWith("<HTML")) {
            return "peer.http";
        }
        if (upper.startsWith("SSH-")) {
            return "peer.ssh";
        }
        if (upper.startsWith("\\XFF\\XF")) { // RFC 854: IAC and an option
            return "peer.telnet";
        }
        if (upper.startsWith("* OK") || upper.startsWith("* PREAUTH") || upper.startsWith("* BYE")) {
            return "peer.imap";
        }
        if (upper.startsWith("+OK") || upper.startsWith("-ERR")) {
            return "peer.pop3";
        }
        return upper.startsWith("\\X15\\X03") || upper.startsWith("\\X16\\X03") ? "peer.tls-port" : "peer.not-smtp";
    }

    /** FTP greets with 220 too; only its words give it away, and only when EHLO is not understood. */
    private static boolean ftp(Fact.Greeting greeting) {
        return greeting.outcome()
                .reply()
                .map(Reply::toString)
                .filter(text -> text.matches("(?i)220.*\\bFTP\\b.*"))
                .isPresent();
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.FailureKind;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.Reason;
import java.util.Locale;
import java.util.regex.Pattern;

/** The service that is no SMTP server, known by its first octets. */
final class NotSmtp implements AttemptCheck {
    private static final Pattern FTP = Pattern.compile("(?i)^220.*\\bFTP\\b");

    /** RFC 2033: it greets like SMTP and knows LHLO in the place of EHLO. */
    private static final Pattern LMTP = Pattern.compile("(?i)^220.*\\bLMTP\\b");

    /** RFC 3977 §5.1: 200 and 201 are greetings. */
    private static final Pattern NNTP = Pattern.compile("(?i)^20[01].*\\b(NNTP|NNRP|InterNetNews|INN|news)\\b");

    @Override
    public void examine(Case one) {
        one.attempt().fact(Fact.Greeting.class).ifPresent(fact -> {
            if (fact.outcome() instanceof Outcome.Failed failed
                    && failed.kind() == FailureKind.PROTOCOL_VIOLATION
                    && failed.reason() != Reason.UNEXPECTED_CODE) {
                one.add(id(fact.opening()), fact);
            } else if (says(fact, FTP) && !one.attempt().conversed()) {
                one.add("peer.ftp", fact);
            } else if (says(fact, LMTP) && !one.attempt().conversed()) {
                one.add("peer.lmtp", fact);
            } else if (says(fact, NNTP)) {
                one.add("peer.nntp", fact);
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
        if (upper.startsWith("\"IMPLEMENTATION\"")) { // RFC 5804 §1.7
            return "peer.managesieve";
        }
        if (upper.startsWith("PROXY ")) {
            return "peer.proxy";
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

    /** They greet in well-formed replies too; only the words give them away. */
    private static boolean says(Fact.Greeting greeting, Pattern words) {
        return greeting.outcome()
                .reply()
                .filter(reply -> words.matcher(reply.toString()).find())
                .isPresent();
    }
}

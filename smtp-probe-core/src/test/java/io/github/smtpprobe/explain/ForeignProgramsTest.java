/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.smtp.Stage;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What real programs print: whole traces, and the last words of them that end up in a ticket. */
class ForeignProgramsTest {
    private static String cause(ProbeReport report) {
        return report.rootCause().map(Finding::id).orElse("none in " + report);
    }

    /** What Angus Mail 2.0.5, nodemailer 10.6.1, swaks and Python printed at a real Postfix; its and Exim's form of log. */
    @ParameterizedTest
    @CsvSource({
        "angus-login, auth.rejected, FAILED",
        "angus-login-traced, auth.rejected, FAILED",
        "angus-recipient, client.blocked, FAILED",
        "nodemailer-login, auth.rejected, FAILED",
        "nodemailer-recipient, client.blocked, FAILED",
        "swaks-login, auth.rejected, FAILED",
        "swaks-relay, relay.denied, INCONCLUSIVE",
        "python-login, auth.rejected, FAILED",
        "postfix-log, recipient.unknown, FAILED",
        "exim-log, recipient.unknown, FAILED"
    })
    void realPrograms(String name, String cause, Verdict verdict) throws IOException {
        ProbeReport report = Explain.dialogue(foreign(name));
        assertThat(cause(report)).isEqualTo(cause);
        assertThat(report.verdict()).isEqualTo(verdict);
        assertThat(report.findings())
                .filteredOn(each -> each.severity() == Severity.ERROR)
                .as("one error, and no step taken for another")
                .allMatch(
                        each -> each.id().equals(cause) || each.consequenceOf().isPresent());
        assertThat(TextReport.render(report) + report.transcript())
                .doesNotContain("AGFkY", "d3Jvbm", "YWRhQG", "does not answer");
    }

    private static String foreign(String name) throws IOException {
        try (InputStream in = ForeignProgramsTest.class.getResourceAsStream("/foreign/" + name + ".txt")) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /** RFC 2920: replies come in the order of the commands. */
    @Test
    void commandsThatWereSentTogether() {
        ProbeReport report = Explain.dialogue("""
            S: 220 mx.example.com ESMTP
            C: EHLO me
            S: 250 PIPELINING
            C: MAIL FROM:<ada@example.com>
            C: RCPT TO:<bob@example.net>
            C: RCPT TO:<eve@example.net>
            C: DATA
            S: 250 ok
            S: 550 5.1.1 no such user
            S: 250 ok
            S: 354 go on
            C: Subject: 550 5.7.1 blocked using zen.spamhaus.org
            C: MAIL FROM:<mallory@example.com>
            C: .
            S: 250 queued as 1234
            """);
        assertThat(cause(report)).isEqualTo("recipient.unknown");
        assertThat(report.summary()).contains("bob@example.net");
        assertThat(report.decisive().orElseThrow().facts())
                .extracting(fact -> fact.stage() + " " + fact.outcome().succeeded())
                .containsExactly(
                        "CONNECT true",
                        "GREETING true",
                        "EHLO true",
                        "MAIL_FROM true",
                        "RCPT_TO false",
                        "RCPT_TO true",
                        "END_OF_DATA true");
    }

    /** A support ticket often holds the last line only. */
    @Test
    void errorMessagesAlone() {
        assertThat(cause(Explain.dialogue("""
            Exception in thread "main" jakarta.mail.AuthenticationFailedException: 534-5.7.9 Application-specific password
            534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor x-20 - gsmtp
            \tat org.eclipse.angus.mail.smtp.SMTPTransport$Authenticator.authenticate(SMTPTransport.java:954)
            """))).isEqualTo("auth.app-password");
        assertThat(cause(Explain.dialogue("Error: Invalid login: 535-5.7.8 Username and Password not accepted.")))
                .isEqualTo("auth.rejected");
        assertThat(cause(Explain.dialogue("smtplib.SMTPAuthenticationError: (535, b'5.7.8 no')")))
                .isEqualTo("auth.rejected");
        assertThat(cause(Explain.dialogue(
                        "smtplib.SMTPRecipientsRefused: {'a@b.example': (550, b'5.1.1 no such user')}")))
                .isEqualTo("recipient.unknown");
        assertThat(cause(Explain.dialogue("535 5.7.8 no"))).isEqualTo("auth.rejected");
        assertThat(cause(Explain.dialogue(
                        "550 5.7.26 This mail has been blocked because the sender is unauthenticated.")))
                .isEqualTo(cause(Explain.reply(
                        Stage.END_OF_DATA,
                        "550 5.7.26 This mail has been blocked because the sender is unauthenticated.")));
        assertThat(cause(Explain.dialogue("554 5.7.1 go away"))).isEqualTo("dialogue.refused");
        assertThat(Explain.dialogue("550 5.1.1 no such user").summary()).doesNotContain("5.1.1 does");
    }

    @Test
    void whatProgramsSayInsteadOfAReply() {
        assertThat(cause(Explain.dialogue("connect ECONNREFUSED 192.0.2.1:587")))
                .isEqualTo("tcp.refused");
        assertThat(cause(Explain.dialogue("telnet: Unable to connect to remote host: Connection timed out")))
                .isEqualTo("tcp.timeout");
        assertThat(cause(Explain.dialogue("220 mx\nEHLO me\n250 STARTTLS\nSTARTTLS\n220 go\n"
                        + "javax.net.ssl.SSLHandshakeException: PKIX path building failed")))
                .isEqualTo("cert.untrusted");
        assertThat(cause(Explain.dialogue("Trying 2001:db8::1...\nConnection refused\n220 mx\nEHLO me\n"
                        + "421 4.4.2 connection timed out")))
                .as("a reply is a reply, whatever words are in it")
                .isEqualTo("client.too-slow");
    }

    /** JavaMail hides logins; what it hid is not made up, and is no success. */
    @Test
    void aReplyThatIsNotShownIsNoSuccess() {
        String before = "220 mx\nEHLO me\n250 AUTH LOGIN\nDEBUG SMTP: AUTH LOGIN command trace suppressed\n";
        ProbeReport failed = Explain.dialogue(before + "DEBUG SMTP: AUTH LOGIN failed\n");
        assertThat(cause(failed)).isEqualTo("dialogue.unfinished");
        assertThat(failed.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(cause(Explain.dialogue(before))).isEqualTo("dialogue.unfinished");
        assertThat(Explain.dialogue(before + "DEBUG SMTP: AUTH LOGIN succeeded\nQUIT\n")
                        .passed())
                .isTrue();
    }
}

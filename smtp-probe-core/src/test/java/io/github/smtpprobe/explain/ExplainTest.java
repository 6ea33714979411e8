/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.smtpprobe.render.ClientSettings;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.smtp.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dialogues as other programs print them. */
class ExplainTest {
    private static String cause(ProbeReport report) {
        return report.rootCause().map(Finding::id).orElse("none in " + report);
    }

    @Test
    void ours() {
        ProbeReport report = Explain.dialogue("""
                S: 220 mx.example.com ESMTP
                C: EHLO me.example.com
                S: 250-mx.example.com
                S: 250 STARTTLS
                C: STARTTLS
                S: 220 go ahead
                * tls TLSv1.3
                C~ EHLO me.example.com
                S~ 250-mx.example.com
                S~ 250 AUTH PLAIN LOGIN
                C~ AUTH PLAIN [redacted]
                S~ 535 5.7.8 Authentication failed
                C~ QUIT
                S~ 221 bye
                """);
        assertThat(cause(report)).isEqualTo("auth.rejected");
        assertThat(report.summary()).contains("mx.example.com");
        assertThat(report.has("auth.offered-in-clear")).isFalse();
    }

    @Test
    void swaks() {
        ProbeReport report = Explain.dialogue("""
                === Trying mx.example.com:25...
                === Connected to mx.example.com.
                <-  220 mx.example.com ESMTP Postfix
                 -> EHLO me.example.com
                <-  250-mx.example.com
                <-  250 PIPELINING
                 -> MAIL FROM:<ada@example.com>
                <-  250 2.1.0 Ok
                 -> RCPT TO:<bob@example.net>
                <** 554 5.7.1 <bob@example.net>: Relay access denied
                 -> QUIT
                <-  221 2.0.0 Bye
                === Connection closed with remote host.
                """);
        assertThat(cause(report)).isEqualTo("relay.denied");
        assertThat(report.summary()).contains("bob@example.net");
    }

    @Test
    void swaksWithTls() {
        ProbeReport report = Explain.dialogue("""
                <-  220 smtp.office365.com ESMTP
                 -> EHLO me
                <-  250-smtp.office365.com
                <-  250 STARTTLS
                 -> STARTTLS
                <-  220 2.0.0 SMTP server ready
                === TLS started with cipher TLSv1.3:TLS_AES_256_GCM_SHA384:256
                 ~> EHLO me
                <~  250-smtp.office365.com
                <~  250 AUTH LOGIN XOAUTH2
                 ~> AUTH LOGIN
                <~  334 VXNlcm5hbWU6
                 ~> YWRhQGV4YW1wbGUuY29t
                <~  334 UGFzc3dvcmQ6
                 ~> aHVudGVyMi1odW50ZXIy
                <~* 535 5.7.139 Authentication unsuccessful, basic authentication is disabled
                """);
        assertThat(cause(report)).isEqualTo("auth.password-login-disabled");
        assertThat(report.transcript().toString()).doesNotContain("aHVudGVy", "YWRh");
    }

    @Test
    void javaMail() {
        ProbeReport report = Explain.dialogue("""
                DEBUG: setDebug: Jakarta Mail version 2.0.5
                DEBUG SMTP: trying to connect to host "smtp.gmail.com", port 587, isSSL false
                220 smtp.gmail.com ESMTP x-20
                DEBUG SMTP: connected to host "smtp.gmail.com", port: 587
                EHLO me
                250-smtp.gmail.com at your service
                250 STARTTLS
                STARTTLS
                220 2.0.0 Ready to start TLS
                EHLO me
                250-smtp.gmail.com at your service
                250 AUTH LOGIN PLAIN XOAUTH2
                DEBUG SMTP: Using mechanism LOGIN
                AUTH LOGIN
                334 VXNlcm5hbWU6
                YWRhQGV4YW1wbGUuY29t
                334 UGFzc3dvcmQ6
                aHVudGVyMi1odW50ZXIy
                534-5.7.9 Application-specific password required. For more information, go to
                534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor x-20 - gsmtp
                DEBUG SMTP: AUTH LOGIN failed
                """);
        assertThat(cause(report)).isEqualTo("auth.app-password");
        assertThat(report.transcript().toString()).doesNotContain("aHVudGVy");
    }

    @Test
    void nodemailer() {
        ProbeReport report = Explain.dialogue("""
                [2026-01-01 10:00:00] DEBUG [abc] Resolved mx.example.com as 192.0.2.1 [cache miss]
                [2026-01-01 10:00:00] INFO  [abc] Secure connection established to 192.0.2.1:465
                [2026-01-01 10:00:01] DEBUG [abc] S: 220 mx.example.com
                [2026-01-01 10:00:01] DEBUG [abc] C: EHLO me
                [2026-01-01 10:00:01] DEBUG [abc] S: 550 5.7.1 Client host blocked using zen.spamhaus.org
                """);
        assertThat(cause(report)).isEqualTo("client.blocked");
    }

    @Test
    void telnet() {
        ProbeReport report = Explain.dialogue("""
                Trying 192.0.2.1...
                Connected to mx.example.com.
                Escape character is '^]'.
                220 mx.example.com ESMTP
                helo me
                250 mx.example.com
                mail from:<ada@example.com>
                250 ok
                rcpt to:<bob@example.com>
                450 4.2.0 Greylisted, try again in 300 seconds
                Connection closed by foreign host.
                """);
        assertThat(cause(report)).isEqualTo("recipient.greylisted");
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
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
                .filteredOn(each -> each.severity() == Finding.Severity.ERROR)
                .as("one error, and no step taken for another")
                .allMatch(
                        each -> each.id().equals(cause) || each.consequenceOf().isPresent());
        assertThat(TextReport.render(report) + report.transcript())
                .doesNotContain("AGFkY", "d3Jvbm", "YWRhQG", "does not answer");
    }

    private static String foreign(String name) throws IOException {
        try (InputStream in = ExplainTest.class.getResourceAsStream("/foreign/" + name + ".txt")) {
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
        assertThat(cause(Explain.dialogue("554 5.7.1 go away"))).isEqualTo("greeting.refused");
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
                .startsWith("tls.");
        assertThat(cause(Explain.dialogue("Trying 2001:db8::1...\nConnection refused\n220 mx\nEHLO me\n"
                        + "421 4.4.2 connection timed out")))
                .as("a reply is a reply, whatever words are in it")
                .isEqualTo("session.closing");
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

    /** "Use STARTTLS" is no help where a firewall hides it. */
    @Test
    void aFirewallThatHidesStartTlsIsTheCauseOfARefusalForLackOfIt() {
        ProbeReport report = Explain.dialogue("""
                220 mx.example.com
                EHLO me
                250-mx.example.com
                250 XXXXXXXA
                MAIL FROM:<ada@example.com>
                530 5.7.0 Must issue a STARTTLS command first
                """);
        assertThat(cause(report)).isEqualTo("capabilities.masked");
        assertThat(report.finding("sender.tls-required").orElseThrow().consequenceOf())
                .contains("capabilities.masked");
    }

    @Test
    void theFirstRefusalBeatsTheDisconnect() {
        ProbeReport report = Explain.dialogue("""
                S: 220 mx
                C: EHLO me
                S: 250-mx
                S: 250 AUTH PLAIN
                C: AUTH PLAIN [redacted]
                S: 535 5.7.8 no
                * closed
                """);
        assertThat(cause(report)).isEqualTo("auth.rejected");
    }

    @Test
    void oneReply() {
        assertThat(cause(Explain.reply(Stage.RCPT_TO, "550 5.1.1 no such user")))
                .isEqualTo("recipient.unknown");
        assertThat(cause(Explain.reply(Stage.AUTH, "535 5.7.8 no"))).isEqualTo("auth.rejected");
        assertThat(cause(Explain.reply(Stage.GREETING, "554-go\n554 away"))).isEqualTo("greeting.refused");
        assertThat(cause(Explain.reply(Stage.END_OF_DATA, "552 5.3.4 too big"))).isEqualTo("message.too-large");
        assertThat(Explain.reply(Stage.RCPT_TO, "250 ok").passed()).isTrue();
    }

    /** Nobody connected, so no address, port or time may be made up; and what contradicts itself is explained by its code. */
    @Test
    void nothingIsMadeUp() {
        ProbeReport report = Explain.reply(Stage.RCPT_TO, "550 2.1.5 no such user here");
        assertThat(report.has("reply.contradictory")).isTrue();
        assertThat(report.rootCause().orElseThrow().id()).isEqualTo("recipient.unknown");
        assertThat(TextReport.render(report))
                .contains("The dialogue")
                .doesNotContain("Attempt", "0.0.0.0", "0 ms", "Used in good replies");
        assertThat(Explain.reply(Stage.MAIL_FROM, "550 5.7.1 no")
                        .rootCause()
                        .orElseThrow()
                        .id())
                .as("nobody said that the reverse-path was null")
                .isEqualTo("sender.refused");
        assertThat(ClientSettings.of(Explain.dialogue("220 mx.example.com\nEHLO me\n250 mx.example.com")))
                .isEmpty();
    }

    /** A pasted login gives its secret away; the explanation must not pass it on, whatever the server repeats. */
    @Test
    void secretsOfADialogueArePassedOnNowhere() {
        String plain = Base64.getEncoder().encodeToString("\0ada@example.com\0hunter2-hunter2".getBytes(UTF_8));
        String password = Base64.getEncoder().encodeToString("hunter2-hunter2".getBytes(UTF_8));
        String bearer = Base64.getEncoder()
                .encodeToString("user=ada@example.com\1auth=Bearer hunter2-hunter2\1\1".getBytes(UTF_8));
        String user = Base64.getEncoder().encodeToString("ada@example.com".getBytes(UTF_8));
        for (String login : List.of(
                "AUTH PLAIN " + plain,
                "AUTH PLAIN\n334 \n" + plain,
                "AUTH XOAUTH2 " + bearer,
                "AUTH LOGIN\n334 VXNlcm5hbWU6\n" + user + "\n334 UGFzc3dvcmQ6\n" + password,
                "C: AUTH LOGIN\nC: NOOP\nC: " + user + "\nC: " + password + "\nS: 334 UGFzc3dvcmQ6",
                "C: AUTH LOGIN\nS: 503 5.5.1 no\nC: " + user + "\nC: " + password + "\nC: AUTH PLAIN " + plain)) {
            ProbeReport report = Explain.dialogue("220 mx\nEHLO me\n250 AUTH PLAIN LOGIN\n" + login
                    + "\n535 5.7.8 hunter2-hunter2 " + password + " " + plain + " of ada@example.com is wrong\n");
            assertThat(report.rootCause().orElseThrow().id()).isEqualTo("auth.rejected");
            assertThat(report.asMap() + TextReport.render(report) + report.transcript() + report.findings())
                    .as(login)
                    .contains("[redacted]", "of ada@example.com is wrong")
                    .doesNotContain("hunter2", password, plain);
        }
    }

    @Test
    void whatIsNoDialogueIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Explain.dialogue("hello\nworld"))
                .withMessageContaining("text");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Explain.dialogue(""))
                .withMessageContaining("text");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Explain.reply(Stage.RCPT_TO, "no reply"))
                .withMessageContaining("reply");
        assertThatIllegalArgumentException().isThrownBy(() -> Explain.reply(Stage.CONNECT, "250 ok"));
    }

    /** I-5: where a long text is cut, no character is cut in two. */
    @Test
    void shortenedTextHasNoHalfCharacters() {
        for (int shift = 0; shift < 2; shift++) {
            ProbeReport report =
                    Explain.reply(Stage.RCPT_TO, "550 5.1.1 " + "x".repeat(shift) + "\uD83D\uDE00".repeat(1000));
            String shown = report.asMap() + TextReport.render(report) + report;
            assertThat(shown.codePoints().filter(point -> Character.getType(point) == Character.SURROGATE))
                    .as("shift " + shift)
                    .isEmpty();
        }
    }

    @Test
    void hostileTextIsJustText() {
        ProbeReport report = Explain.dialogue("220 mx\nEHLO x\n550 \u001B[2J<script>\u202E\n" + "x".repeat(1 << 20));
        assertThat(report.toString()).doesNotContain("\u001B", "\u202E");
        assertThat(cause(report)).isEqualTo("ehlo.refused");
        for (String end : List.of("\u0085", "\u2028", "\u000B", "\u000C")) {
            for (String mark : List.of("", "S: ", "<** ")) {
                assertThat(cause(Explain.dialogue("220 mx\nEHLO x\n" + mark + "550 no" + end + "more\n")))
                        .as("what looks like the end of a line to some is none")
                        .isEqualTo("ehlo.refused");
            }
        }
    }
}

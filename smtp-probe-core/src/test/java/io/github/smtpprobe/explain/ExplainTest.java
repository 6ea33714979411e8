/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

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
    void plainWordsAreNotReadOfACommandThatTheTextDoesNotShow() {
        ProbeReport report = Explain.dialogue(
                "System.Net.Mail.SmtpException: Transaction failed. The server response was: Not found");
        assertThat(report.findings().get(0).id()).isEqualTo("reply.without-code");
        assertThat(report.toString()).doesNotContain("sender", "recipient");
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
            assertThat(report.rootCause().orElseThrow().id())
                    .isEqualTo(login.contains("XOAUTH2") ? "auth.token-rejected" : "auth.rejected");
            assertThat(report.asMap() + TextReport.render(report) + report.transcript() + report.findings())
                    .as(login)
                    .contains("[redacted]", "of ada@example.com is wrong")
                    .doesNotContain("hunter2", password, plain);
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

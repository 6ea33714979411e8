/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a report quotes and says stands in the text that was pasted: no more of a line, and nothing that it does not hold. */
class WrittenTextsTest {
    private static String cause(ProbeReport report) {
        return report.rootCause().map(Finding::id).orElse("none in " + report);
    }

    /** Loggers put an error into fields, a stack or a row of fields: the reply ends before them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"level\":50,\"msg\":\"mail failed\",\"err\":{\"type\":\"Error\",\"message\":\"Invalid login: 535 5.7.8 Error:"
                        + " authentication failed\",\"code\":\"EAUTH\",\"command\":\"AUTH PLAIN\"}}",
                "Error: Invalid login: 535 5.7.8 Error: authentication failed { code: 'EAUTH', command: 'AUTH PLAIN' }",
                "Error: 535 5.7.8 Error: authentication failed at SMTPConnection._formatError"
                        + " (/app/node_modules/nodemailer/lib/smtp-connection/index.js:790:19) at next (/app/x.js:1:1) {"
                        + " code: 'EAUTH' }",
                "2024-05-01T10:00:00.000Z error: Invalid login: 535 5.7.8 Error: authentication failed"
                        + " {\"service\":\"mail\"}",
                "4ABC1234: to=<bob@example.org>, status=deferred (SASL authentication failed; server mx.example.org[192.0.2.9]"
                        + " said: 535 5.7.8 Error: authentication failed)"
            })
    void aQuoteEndsWithTheReply(String line) {
        ProbeReport report = Explain.dialogue(line);
        assertThat(cause(report)).isEqualTo("auth.rejected");
        assertThat(report.summary()).contains("\"535 5.7.8 Error: authentication failed\"");
        assertThat(TextReport.render(report)).contains(" 535 5.7.8 Error: authentication failed\n");
    }

    @Test
    void aGreetingRefusalEndsBeforeTheBracketOfTheLog() {
        ProbeReport report = Explain.dialogue("mx postfix/smtp[46829]: 4ABC1234: to=<bob@example.org>,"
                + " relay=mx.example.org[192.0.2.58]:25, delay=1, dsn=4.0.0, status=deferred (host"
                + " mx.example.org[192.0.2.58] refused to talk to me: 421 Refused. Your reverse DNS entry does not resolve"
                + " to an IP.)");
        assertThat(report.summary()).contains("does not resolve to an IP.\"").doesNotContain(".)\"");
    }

    /** RFC 5321 §4.2: a reply may be its code alone. */
    @Test
    void aCodeAloneIsNoDeviation() {
        ProbeReport report = Explain.dialogue("""
            220 mx.example.com ESMTP
            EHLO me.example.com
            250 mx.example.com
            MAIL FROM:<ada@example.com>
            421
            """);
        assertThat(report.has("reply.anomaly")).isFalse();
    }

    /** lettre prints the three digits as three names, and no line of a reply. */
    @Test
    void aCodeInWordsIsNoLine() {
        ProbeReport report = Explain.dialogue("SMTP 5xx error: lettre::transport::smtp::Error { kind: Permanent(Code {"
                + " severity: PermanentNegativeCompletion, category: Unspecified3, detail: Five }) }");
        assertThat(cause(report)).isEqualTo("auth.rejected");
        assertThat(report.has("reply.anomaly")).isFalse();
    }

    /** sendEmail joins the lines of a reply by commas. */
    @Test
    void joinedLinesOfAReplyEndBeforeTheirComma() {
        ProbeReport report = Explain.dialogue("""
            Jun 09 23:19:14 pc sendemail[23352]: SUCCESS => Received:     220 mx.example.com ESMTP
            Jun 09 23:19:14 pc sendemail[23352]: INFO => Sending:         EHLO pc
            Jun 09 23:19:14 pc sendemail[23352]: SUCCESS => Received:     250-mx.example.com Hello, 250-SIZE 37748736, 250-STARTTLS, 250-AUTH GSSAPI NTLM, 250 SMTPUTF8
            Jun 09 23:19:14 pc sendemail[23352]: INFO => Sending:         STARTTLS
            """);
        assertThat(report.has("reply.anomaly")).isFalse();
        assertThat(TextReport.render(report)).doesNotContain("NTLM,,");
    }

    /** An enhanced code before it is no name. */
    @Test
    void aGreetingWithAnEnhancedCodeNamesNoHost() {
        ProbeReport report = Explain.dialogue("""
            S: 220 2.0.0 mx.example.com ready
            C: EHLO me.example.com
            S: 250 mx.example.com
            C: MAIL FROM:<ada@example.com>
            S: 530 5.7.1 Client was not authenticated
            """);
        assertThat(report.has("greeting.two-names")).isFalse();
    }

    /** A logger of Mautic joins the lines of Swift Mailer's log, and puts its last error before them. */
    @Test
    void aTraceInOneLineIsReadByItsParts() {
        ProbeReport report = Explain.dialogue(
                "[2021-03-24 19:14:12] mautic.ERROR: [MAIL ERROR] Expected response code 354 but"
                        + " got code \"503\", with message \"503 Valid RCPT command must precede DATA \" Log data: >> MAIL"
                        + " FROM:<ada@example.com>  >> RCPT TO:<bob@example.org>  >> DATA  << 451 Temporary local problem - please try"
                        + " later  !! Expected response code 250/251/252 but got code \"451\", with message \"451 Temporary local"
                        + " problem - please try later \" (code: 451) << 503 Valid RCPT command must precede DATA  !! Expected response"
                        + " code 354 but got code \"503\", with message \"503 Valid RCPT command must precede DATA \" (code: 503)");
        assertThat(cause(report)).isEqualTo("server.trouble");
        assertThat(report.summary()).contains("451 Temporary local problem - please try later\"");
        assertThat(TextReport.render(report)).containsPattern("\u2717 RCPT TO +(?:<[^>]+> +)?451");
    }

    @Test
    void aTraceOfPythonInOneLineIsReadByItsParts() {
        ProbeReport report = Explain.dialogue(
                "send: 'ehlo me.example.com\\r\\n' reply: b'250-mx.example.com\\r\\n' reply:"
                        + " b'250 AUTH PLAIN LOGIN\\r\\n' reply: retcode (250); Msg: b'mx.example.com\\nAUTH PLAIN LOGIN' send: 'mail"
                        + " from:<ada@example.com> size=339\\r\\n' reply: b'250 2.1.0 Ok\\r\\n' reply: retcode (250); Msg: b'2.1.0 Ok'"
                        + " send: 'rcpt to:<bob@example.com>\\r\\n' reply: b'553 5.7.1 <ada@example.com>: Sender address rejected: not"
                        + " logged in\\r\\n' reply: retcode (553); Msg: b'5.7.1 <ada@example.com>: Sender address rejected: not logged in'");
        assertThat(cause(report)).isEqualTo("login.not-made");
        assertThat(TextReport.render(report)).contains("553 5.7.1 <ada@example.com>: Sender address rejected");
    }

    /** PHPMailer says no more of a handshake that failed. */
    @Test
    void anErrorRightBehindStartTlsIsTheHandshakes() {
        ProbeReport report = Explain.dialogue("""
            SERVER -> CLIENT: 220 mx.example.com ESMTP
            CLIENT -> SERVER: EHLO me.example.com
            SERVER -> CLIENT: 250-mx.example.com
            SERVER -> CLIENT: 250 STARTTLS
            CLIENT -> SERVER: STARTTLS
            SERVER -> CLIENT: 220 2.0.0 Ready to start TLS
            SMTP Error: Could not connect to SMTP host.
            """);
        assertThat(cause(report)).isEqualTo("tls.handshake-failed");
    }

    /** The step is the one that waits, though the last line speaks of connecting. */
    @Test
    void anEndOfTheConnectionIsTheStepsThatWaits() {
        ProbeReport report = Explain.dialogue("""
            SERVER -> CLIENT: 220 mx.example.com ESMTP
            CLIENT -> SERVER: EHLO me.example.com
            SERVER -> CLIENT:
            SMTP ERROR: EHLO command failed:
            SMTP NOTICE: EOF caught while checking if connected
            Connection: closed
            SMTP connect() failed.
            """);
        assertThat(cause(report)).isEqualTo("ehlo.closed");
    }

    @Test
    void minutesBehindHoursCount() {
        ProbeReport report =
                Explain.dialogue("host mx.example.org[192.0.2.90] said: 450 4.3.2 Too many mails (mail bomb), try"
                        + " again in 1 hour(s) 25 minute(s) (in reply to RCPT TO command)");
        assertThat(report.rootCause().orElseThrow().remedy()).contains("Wait 1 hour and 25 minutes");
    }

    /** A report of Exchange names the host beside the reply, and the reply ends before it. */
    @Test
    void aRowOfFieldsOfExchange() {
        ProbeReport report =
                Explain.dialogue("LastError : [{LED=451 4.4.395 Target host responded with error. -> 421 4.7.66 TLS"
                        + " 1.0 and 1.1 are not supported. Please upgrade/update your client to support TLS"
                        + " 1.2};{MSG=};{FQDN=mx.example.org};{IP=192.0.2.3};{LRT=1/1/2024 9:00:00 AM}]");
        assertThat(report.summary()).endsWith("support TLS 1.2\".").contains("mx.example.org");
    }

    /** Tabs and line ends that a program wrote out are shown as blanks. */
    @Test
    void noEscapesOfTabsAndLineEndsAreShown() {
        String line =
                "Outgoing Messages: Error: SMTP connection failure: Unexpected greeting: \"220-mx.example.com ESMTP"
                        + " Exim \\r\\n\".";
        assertThat(TextReport.render(Explain.dialogue(line))).doesNotContain("\\u{");
        assertThat(TextReport.render(Explain.dialogue("1706\tError:\tsomething odd with mail\tbroke down")))
                .doesNotContain("\\u{");
    }
}

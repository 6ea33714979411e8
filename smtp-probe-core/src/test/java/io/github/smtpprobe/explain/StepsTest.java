/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static io.github.smtpprobe.explain.Told.cause;
import static io.github.smtpprobe.explain.Told.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.smtp.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs and errors of other programs: at which step it was, and that nothing is said of steps that the text does not show. */
class StepsTest {
    private static String shown(ProbeReport report) {
        return TextReport.render(report);
    }

    /** At which step it was, where the text tells; and no step where it does not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "mx postfix/smtp[3]: A1: to=<a@example.org>, relay=mx.example.org[192.0.2.5]:25, dsn=4.4.2,"
                        + " status=deferred (conversation with mx.example.org[192.0.2.5] timed out while sending message"
                        + " body) # END_OF_DATA",
                "mx postfix/smtp[3]: A1: to=<a@example.org>, relay=mx.example.org[192.0.2.5]:25, dsn=4.4.2,"
                        + " status=deferred (lost connection with mx.example.org[192.0.2.5] while sending RCPT TO) #"
                        + " RCPT_TO",
                "mx postfix/smtp[3]: A1: to=<a@example.org>, relay=mx.example.org[192.0.2.5]:25, dsn=4.4.2,"
                        + " status=deferred (lost connection with mx.example.org[192.0.2.5] while sending end of data --"
                        + " message may be sent more than once) # END_OF_DATA",
                "mx postfix/smtpd[7]: lost connection after STARTTLS from pc[192.0.2.9] # STARTTLS",
                "mx postfix/smtpd[7]: timeout after DATA (123 bytes) from pc[192.0.2.9] # DATA",
                "could not send email 1: StartTLS: read tcp 192.0.2.7:31542->192.0.2.9:25: read: connection reset by"
                        + " peer # STARTTLS",
                "smtp data: unexpected EOF, transient # DATA",
                "mx.example.org [192.0.2.1]: Remote host closed connection in response to pipelined MAIL"
                        + " FROM:<ann@example.com> # MAIL_FROM"
            })
    void theStep(String line, Stage stage) {
        assertThat(step(Explain.dialogue(line))).isEqualTo(stage);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Symfony TransportException: \"Expected response code \"250\" but got an empty response.\"",
                "smtplib.SMTPServerDisconnected: Connection unexpectedly closed",
                "smtpd[2]: smtp-out: Connected on session 69\nsmtpd[2]: smtp-out: Error on session 69: Connection closed"
                        + " unexpectedly"
            })
    void noStepIsMadeUp(String text) {
        assertThat(shown(Explain.dialogue(text)))
                .contains("\u2717 the pasted text")
                .doesNotContain("\u2717 connect");
    }

    /** Where the client leaves at STARTTLS nobody knows whether TLS works. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Wrote: STARTTLS<CRLF>\nRead: 220 2.0.0 Ready to start TLS<CRLF>\nWrote: QUIT<CRLF>",
                "S: 220 mx.example.com\nC: EHLO me\nS: 250-mx.example.com\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\nC: QUIT",
                "220 mx.example.com ESMTP\nEHLO me\n250-mx.example.com\n250 STARTTLS\nSTARTTLS\n220 Ready to start TLS\n"
                        + "Connection closed by foreign host."
            })
    void leftAtStartTls(String text) {
        ProbeReport report = Explain.dialogue(text);
        assertThat(report.verdict()).as(report.toString()).isNotEqualTo(Verdict.PASSED);
        assertThat(cause(report)).isIn("dialogue.no-handshake", "session.closed");
        assertThat(shown(report)).doesNotContain("TLS failed", "stayed in clear text");
    }

    /** Earlier versions of PHPMailer print no commands, and no blank before a reply. */
    @Test
    void oldPhpMailer() {
        ProbeReport report = Explain.dialogue("""
            SMTP -> FROM SERVER:220 mx.example.com ESMTP
            SMTP -> FROM SERVER: 250-mx.example.com at your service
            250-STARTTLS
            250 SMTPUTF8
            SMTP -> FROM SERVER:220 2.0.0 Ready to start TLS
            SMTP -> FROM SERVER:
            SMTP -> ERROR: RSET failed:
            """);
        assertThat(shown(report)).contains("\u2713 STARTTLS").doesNotContain("stayed in clear text", "\u2717 EHLO");
        assertThat(report.verdict()).isNotEqualTo(Verdict.PASSED);
    }

    /** Nothing says that a refused EHLO was said inside TLS. */
    @Test
    void ehloAlone() {
        assertThat(shown(Explain.reply(Stage.EHLO, "421 go away"))).doesNotContain("inside TLS");
    }
}

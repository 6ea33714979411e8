/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static io.github.smtpprobe.explain.Told.recipient;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.fact.MailFrom;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.ProbeReport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs and errors of other programs: who is the sender and who the recipient. */
class RolesTest {
    private static String sender(ProbeReport report) {
        return report.decisive().orElseThrow().facts(MailFrom.class).stream()
                .flatMap(each -> each.sender().stream())
                .map(each -> each.wire())
                .findFirst()
                .orElse("none");
    }

    /** A log names the recipient of the mail also where the sender was refused. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "mx postfix/smtp[1]: ABC: to=<bob@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=4.7.0,"
                        + " status=deferred (host mx.example.org[192.0.2.1] said: 421 4.7.0 too many complaints (in"
                        + " reply to MAIL FROM command)) # ?",
                "mx postfix/smtp[1]: ABC: to=<bob@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=5.7.1,"
                        + " status=bounced (host mx.example.org[192.0.2.1] said: 550 5.7.1 <ann@example.com>: Sender"
                        + " address rejected: blocked (in reply to MAIL FROM command)) # ann@example.com",
                "<bob@example.org>: host mx.example.org[192.0.2.1] said: 554 5.7.1 sender not wanted (in reply to MAIL"
                        + " FROM command) # ?",
                "1rZq3s-0001Ab-2x ** bob@example.org R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.1]: SMTP error"
                        + " from remote mail server after MAIL FROM:<ann@example.com> SIZE=2000: 550 not from here #"
                        + " ann@example.com",
                "1rZq3s-0001Ab-2x ** bob@example.org F=<ann@example.com> R=dnslookup T=remote_smtp H=mx.example.org"
                        + " [192.0.2.1]: SMTP error from remote mail server after pipelined MAIL FROM:<ann@example.com>:"
                        + " 550 not from here # ann@example.com",
                "puffy smtpd[3]: 7b6a mta delivery evpid=1 from=<ann@example.com> to=<bob@example.org> rcpt=<->"
                        + " relay=\"192.0.2.50 (mx.example.org)\" delay=2s result=\"PermFail\" stat=\"553 5.1.8"
                        + " sender domain not found\" # ann@example.com"
            })
    void theSenderIsNotTheRecipient(String line, String who) {
        ProbeReport report = Explain.dialogue(line);
        assertThat(sender(report)).as(report.toString()).isIn(who.replace("?", ""), "none");
        assertThat(TextReport.render(report)).doesNotContain("MAIL FROM <bob@example.org>");
        assertThat(report.summary()).doesNotContain("bob@example.org as the sender");
    }

    /** Servers check the sender at RCPT TO: the mailbox in such a reply is the sender's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Error: Can't send mail - all recipients were rejected: 553 5.7.1 <ann@example.com>: Sender address"
                        + " rejected: not owned by user bob",
                "SMTPRecipientsRefused: {'': (450, b'4.1.8 <ann@example.com>: Sender address rejected: Domain not found')}"
            })
    void theRecipientIsNotTheSender(String error) {
        assertThat(recipient(Explain.dialogue(error))).isNotEqualTo("ann@example.com");
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static io.github.smtpprobe.explain.Told.recipient;
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

/** Reports that tell the sender of a failure: where they break their lines, end too early or say the same twice. */
class FailureReportsTest {
    private static String shown(ProbeReport report) {
        return TextReport.render(report);
    }

    /** Exim breaks the line before the reply in its reports. */
    @ParameterizedTest
    @CsvSource({
        "MAIL FROM:<ann@example.com> SIZE=1024, MAIL_FROM",
        "RCPT TO:<bob@example.org>, RCPT_TO",
        "end of data, END_OF_DATA"
    })
    void eximsReport(String after, Stage stage) {
        ProbeReport report = Explain.dialogue("""
            This message was created automatically by mail delivery software.

            A message that you sent could not be delivered to one or more of its
            recipients. The following address(es) failed:

              bob@example.org
                host mx.example.org [192.0.2.22]
                SMTP error from remote mail server after %s:
                550-Go away, mail of yours
                550 is not wanted here at all
            """.formatted(after));
        assertThat(step(report)).as(report.toString()).isEqualTo(stage);
        assertThat(shown(report)).contains("is not wanted here at all").doesNotContain("MAIL FROM <bob@");
    }

    /** A report that shows a good dialogue and no reason does not say that it holds no reply. */
    @Test
    void aReportThatEndsBeforeItsReason() {
        ProbeReport report = Explain.dialogue("""
            The attached message had PERMANENT fatal delivery errors!

            YOUR MESSAGE WAS NOT DELIVERED!

            --- Partial Session Transcript ---
               MAIL From:<ann@example.com>
               250 2.1.0 <ann@example.com>... Sender ok
               RCPT To:<bob@example.org>
               250 2.1.5 <bob@example.org>... Recipient ok
               DATA
               354 Enter mail, end with "." on a line by itself
            """);
        assertThat(shown(report))
                .doesNotContain("neither a reply", "\u2717 RCPT TO")
                .contains("\u2717 message");
    }

    /** A server that takes leave by 421 alone answers no command that the report does not show. */
    @Test
    void aCodeAlone() {
        ProbeReport report = Explain.dialogue("""
            The original message was received at Sun, 13 Sep 2015 03:10:06 +0900

               ----- Transcript of session follows -----
            ... while talking to mx.example.org.:
            <<< 421
            <bob@example.org>... Deferred: 421
            Message could not be delivered for 8 hours

            Final-Recipient: RFC822; bob@example.org
            Action: failed
            Status: 4.4.7
            """);
        assertThat(shown(report)).doesNotContain("RCPT TO", "deviates");
    }

    /** The sentence for people and the field of a report tell of one delivery. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##",
                "550 5.1.1 RESOLVER.ADR.RecipNotFound;  not found ##rfc822;bob@example.org",
                "#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##</p>"
            })
    void oneRefusalIsOneDelivery(String sentence) {
        ProbeReport report = Explain.dialogue("""
            Delivery has failed to these recipients or distribution lists:

            Diagnostic information for administrators:

            %s

            Final-recipient: RFC822; bob@example.org
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp;550 5.1.1 RESOLVER.ADR.RecipNotFound; not found
            """.formatted(sentence));
        assertThat(report.attempts()).as(report.toString()).hasSize(1);
        assertThat(recipient(report)).isEqualTo("bob@example.org");
    }

    /** That the report of a failure was delivered is no delivery. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mx sm-mta[11]: q4BNpoVr011344: to=<a@example.org>, delay=00:00:01, mailer=esmtp, relay=mx.example.org."
                        + " [192.0.2.1], dsn=5.1.1, stat=User unknown\n"
                        + "mx sm-mta[11]: q4BNpoVr011344: q4BNppVr011346: DSN: User unknown\n"
                        + "mx sm-mta[11]: q4BNppVr011346: to=<me@example.com>, delay=00:00:01, mailer=local, pri=3,"
                        + " dsn=2.0.0, stat=Sent\n",
                "mx postfix/smtp[2]: 4F00AAAA: to=<a@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=5.1.1,"
                        + " status=bounced (host mx.example.org[192.0.2.1] said: 550 5.1.1 <a@example.org>: User unknown"
                        + " (in reply to RCPT TO command))\n"
                        + "mx postfix/bounce[3]: 4F00AAAA: sender non-delivery notification: 4F00BBBB\n"
                        + "mx postfix/local[4]: 4F00BBBB: to=<me@example.com>, relay=local, dsn=2.0.0, status=sent"
                        + " (delivered to mailbox)\n"
            })
    void theReportOfAFailureIsNoDelivery(String log) {
        ProbeReport report = Explain.dialogue(log);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.FAILED);
        assertThat(report.has("message.queued")).isFalse();
        assertThat(shown(report)).doesNotContain("accepted the message");
    }
}

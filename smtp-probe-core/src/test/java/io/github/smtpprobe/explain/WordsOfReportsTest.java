/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a report adds to the texts of a finding, and what it leaves out because the text says otherwise. */
class WordsOfReportsTest {
    private static Finding first(String text) {
        return Explain.dialogue(text).rootCause().orElseThrow();
    }

    @Test
    void aReportOfADelayTellsUntilWhenItIsTried() {
        String report = """
            Reporting-MTA: dns; out.example.com

            Final-Recipient: rfc822; kim@example.org
            Action: delayed
            Status: 4.4.1
            Diagnostic-Code: X-Postfix; connect to mx.example.org[192.0.2.3]:25: Connection timed out
            """;
        String until = "Will-Retry-Until: Sun, 11 May 2025 09:11:02 +0200 (CEST)\n";
        assertThat(first(report + until).explanation())
                .endsWith("The reporting server tries again until Sun, 11 May 2025 09:11:02 +0200 (CEST), so the"
                        + " mail is not lost yet.");
        assertThat(first(report).explanation())
                .endsWith("The reporting server tries again, so the mail is not lost yet.");
        assertThat(first(report).remedy()).startsWith("Wait before you send the mail again. ");
        assertThat(first(report.replace("delayed", "failed")).explanation()).doesNotContain("tries again");
    }

    @Test
    void aClientThatWaitedInVainMayWaitLonger() {
        String dialogue = """
            220 mx.example.org ESMTP
            DEBUG SMTP: connected to host "mx.example.org", port: 465
            EHLO app.example.com
            java.net.SocketTimeoutException: Read timed out
            """;
        assertThat(first(dialogue).id()).isEqualTo("ehlo.timeout");
        assertThat(first(dialogue).remedy()).contains("mail.smtp.timeout");
    }

    @Test
    void aServerThatSaysThatTlsIsOnOffersNoLoginInClear() {
        String dialogue = """
            < S: 220 mx.example.org ESMTP
            > C: EHLO desk.example.com
            < S: 250-mx.example.org
            < S: 250-AUTH LOGIN PLAIN
            < S: 250 STARTTLS
            > C: STARTTLS
            """;
        ProbeReport inside = Explain.dialogue(dialogue + "< S: 454 Command not permitted when TLS active");
        ProbeReport refused = Explain.dialogue(dialogue + "< S: 454 TLS not available due to temporary reason");
        assertThat(ids(inside)).doesNotContain("auth.offered-in-clear");
        assertThat(ids(refused)).contains("auth.offered-in-clear");
    }

    private static List<String> ids(ProbeReport report) {
        return report.findings().stream().map(Finding::id).toList();
    }

    @Test
    void whatWasQueuedIsNoAnswerToARecipient() {
        String report = """
            Final-Recipient: rfc822; kim@example.org
            Action: relayed
            Status: 2.0.0
            Diagnostic-Code: smtp; 250 2.0.0 Ok: queued as 7Yabc19
            """;
        assertThat(ids(Explain.dialogue(report))).containsOnly("message.queued");
    }

    @Test
    void theSettingsBesideAnErrorStayReadable() {
        String text = """
            auth = choose
            password = *
            tls = on
            msmtp: TLS handshake failed: An unexpected TLS packet was received.
            """;
        assertThat(first(text).evidence().toString()).contains("An unexpected TLS packet was received.");
    }

    @Test
    void aFileWithALineNumberIsNoHost() {
        String text = """
            OpenSSL::SSL::SSLError: SSL_connect returned=1 errno=0 state=error: wrong version number
            /usr/lib/ruby/3.1.0/net/smtp.rb:587:in `tlsconnect'
            """;
        assertThat(Explain.dialogue(text).summary()).doesNotContain("smtp.rb");
    }
}

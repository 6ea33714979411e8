/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts with several tries, each of which failed by a cause of its own; and lists that were cut off, of which nothing is missing. */
class SeveralFailuresTest {
    private static List<String> warnings(String text) {
        return Explain.dialogue(text).findings().stream()
                .filter(each -> each.severity() == Severity.WARNING)
                .map(each -> each.id() + ": " + each.summary())
                .toList();
    }

    @Test
    void anotherHostIsTold() {
        assertThat(warnings("""
                Apr 30 18:18:42 delta postfix/smtp[30857]: connect to nine.example.org[192.0.2.41]:25: Connection timed out
                Apr 30 18:18:42 delta postfix/smtp[30857]: 255AFB1AA: to=<a@nine.example.org>, relay=none, delay=30, \
                delays=0.01/0/30/0, dsn=4.4.1, status=deferred (connect to nine.example.org[192.0.2.41]:25: Connection timed out)
                Apr 30 18:24:37 delta postfix/error[30933]: D9386B16C: to=<b@pool.example.org>, relay=none, delay=38275, \
                delays=38245/31/0/0, dsn=4.4.1, status=deferred (delivery temporarily suspended: connect to \
                pool.example.org[192.0.2.204]:25: Connection timed out)
                """))
                .containsExactly("network.port-25-shut: Another failure in this text: The client got no answer from"
                        + " nine.example.org on port 25.");
    }

    @Test
    void anotherPortIsTold() {
        assertThat(warnings("""
                # openssl s_client -showcerts -connect mx.example.org:587
                139631594094656:error:0200206F:system library:connect:Connection refused:../crypto/bio/b_sock2.c:108:
                connect:errno=111

                # openssl s_client -showcerts -connect mx.example.org:25
                CONNECTED(00000003)
                139647800877120:error:1408F10B:SSL routines:ssl3_get_record:wrong version number:../ssl/record/ssl3_record.c:252:
                """))
                .containsExactly("tcp.refused: Another failure in this text: The client's connection to"
                        + " mx.example.org on port 587 was refused.");
    }

    @Test
    void anotherClientIsTold() {
        assertThat(warnings("""
                [29/May/2017 17:29:29] IP address 203.0.113.56 found in DNS blacklist SpamCop, mail from <a@example.com> to <b@example.org> rejected
                [17/May/2017 19:44:25] Client with IP address 203.0.113.211 has no reverse DNS entry, connection rejected before SMTP greeting
                """))
                .containsExactly(
                        "client.blocked: Another failure in this text: The client at 203.0.113.56 is on the block"
                                + " list SpamCop that this server asks.");
    }

    @Test
    void oneFailureInTheWordsOfSeveralLayersIsOne() {
        assertThat(warnings("""
                javax.mail.MessagingException: Could not connect to SMTP host: smtp.example.org, port: 465;
                  nested exception is:
                	javax.net.ssl.SSLHandshakeException: PKIX path building failed: unable to find valid certification path
                	at com.sun.mail.smtp.SMTPTransport.openServer(SMTPTransport.java:1934)
                Caused by: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path
                """)).isEmpty();
    }

    @Test
    void ofAListThatIsCutOffNothingIsMissing() {
        String whole = """
                <-  220 mx.example.org ESMTP
                 -> EHLO app.example.com
                <-  250-mx.example.org
                <-  250-STARTTLS
                <-  250-SIZE 1000000
                <-  250 8BITMIME
                 -> STARTTLS
                <-  220 2.0.0 Ready to start TLS
                === TLS started with cipher TLSv1.3
                 ~> EHLO app.example.com
                <~  250-mx.example.org
                """;
        assertThat(ids(whole + "<~  250-8BITMIME\n")).doesNotContain("capabilities.shrunk");
        assertThat(ids(whole + "<~  250 8BITMIME\n")).contains("capabilities.shrunk");
    }

    @Test
    void aLineMadeUnreadableIsPartOfItsList() {
        assertThat(ids("""
                220 mx.example.org ESMTP
                EHLO app.example.com
                250-mx.example.org
                250-ENHANCEDSTATUSCODES
                250 STARTTLS
                STARTTLS
                220 2.0.0 Ready to start TLS
                EHLO app.example.com
                250****** Hello *******
                250 ENHANCEDSTATUSCODES
                """)).doesNotContain("capabilities.shrunk");
    }

    private static List<String> ids(String text) {
        ProbeReport report = Explain.dialogue(text);
        return report.findings().stream().map(Finding::id).toList();
    }
}

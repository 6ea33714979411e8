/* SPDX-License-Identifier: Apache-2.0 */
package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import io.github.smtpprobe.tls.TlsSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the pages show of the test kit, as users write it: SnippetTest holds both to the same words. */
class NewsletterTest {
    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    @Test
    void anUnknownRecipientIsNamed() throws Exception {
        ScriptedServer server = servers.start(ScriptedServer.playing(Script.parse("""
            S: 220 mx.example.com ESMTP
            C: EHLO me
            S: 250 mx.example.com
            C: MAIL FROM:<shop@example.com>
            S: 250 ok
            C: RCPT TO:<ada@example.net>
            S: 550 5.1.1 no such user
            C: RSET
            S: 250 ok
            C: QUIT
            S: 221 bye
            """)));

        // Here your mail code comes, with server.port(). It may be a probe:
        ProbeReport report = SmtpProbe.run(ProbeRequest.to("127.0.0.1", server.port())
                .tls(TlsMode.PLAIN)
                .envelope("shop@example.com", "ada@example.net")
                .build());

        assertThat(report.rootCause().orElseThrow().id()).isEqualTo("recipient.unknown");
    }

    @Test
    void anUnknownRecipientIsReported() throws Exception {
        CertificateAuthority authority = CertificateAuthority.create();
        ScriptedServer server = servers.start(ScriptedServer.playing(Script.parse("""
            S: 220 mx.example.com ESMTP
            C: EHLO me
            S: 250-mx.example.com
            S: 250 STARTTLS
            C: STARTTLS
            S: 220 go ahead
            * tls any
            C~ EHLO me
            S~ 250 mx.example.com
            C~ MAIL FROM:<shop@example.com>
            S~ 250 ok
            C~ RCPT TO:<ada@example.net>
            S~ 550 5.1.1 no such user
            C~ RSET
            S~ 250 ok
            C~ QUIT
            S~ 221 bye
            """))
                .tls(authority.issue("127.0.0.1").serverContext()));

        // Here your mail code comes, with server.port() and trust in authority.trustStore(). It may be a probe:
        ProbeReport report = SmtpProbe.builder()
                .tlsSettings(
                        TlsSettings.builder().trustStore(authority.trustStore()).build())
                .build()
                .probe(ProbeRequest.to("127.0.0.1", server.port())
                        .envelope("shop@example.com", "ada@example.net")
                        .build());

        assertThat(report.rootCause().orElseThrow().id()).isEqualTo("recipient.unknown");
    }

    @Test
    void aSilentServerIsGivenUpAtTheDeadline() {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, Script.parse("S: 220 mx\n* silence"));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .build()
                .probe(ProbeRequest.to("192.0.2.1", 25)
                        .deadline(Duration.ofMinutes(2))
                        .build());

        assertThat(report.took()).isEqualTo(Duration.ofMinutes(2)); // of the virtual clock: the test takes milliseconds
    }

    @Test
    void theMessageArrives() throws Exception {
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        try {
            SmtpProbe.run(ProbeRequest.to("127.0.0.1", mail.getSmtp().getPort())
                    .tls(TlsMode.PLAIN)
                    .envelope("shop@example.com", "ada@example.net")
                    .message("Subject: Your order\r\n\r\nIt is on its way.\r\n".getBytes(StandardCharsets.UTF_8))
                    .build());

            assertThat(mail.getReceivedMessages()[0].getSubject()).isEqualTo("Your order");
        } finally {
            mail.stop();
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import io.github.smtpprobe.tls.TlsSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server whose certificate comes from an authority of one's own, as inside of companies: who trusts it, and who does not. */
class OwnAuthorityTest {
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create();

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    private ProbeReport probe(String script, SmtpProbe with) {
        ScriptedServer server = servers.start(ScriptedServer.playing(Script.parse("""
                S: 220 mx.example.com ESMTP
                C: EHLO me
                S: 250-mx.example.com
                S: 250 STARTTLS
                C: STARTTLS
                S: 220 go ahead
                """ + script))
                .tls(AUTHORITY.issue("127.0.0.1").serverContext()));
        return with.probe(ProbeRequest.to("127.0.0.1", server.port())
                .envelope("shop@example.com", "ada@example.net")
                .message("Subject: Your order\r\n\r\n.of today\r\n".getBytes())
                .build());
    }

    @Test
    void whoTrustsTheAuthoritySends() throws Exception {
        SmtpProbe trusting = SmtpProbe.builder()
                .tlsSettings(
                        TlsSettings.builder().trustStore(AUTHORITY.trustStore()).build())
                .build();

        ProbeReport report = probe("""
                * tls any
                C~ EHLO me
                S~ 250 mx.example.com
                C~ MAIL FROM:<shop@example.com>
                S~ 250 ok
                C~ RCPT TO:<ada@example.net>
                S~ 250 ok
                C~ DATA
                S~ 354 go ahead
                * message containing
                C~ Subject: Your order
                C~ .of today
                S~ 250 queued
                C~ QUIT
                S~ 221 bye
                """, trusting);

        assertThat(report.passed()).as(report.toString()).isTrue();
    }

    @Test
    void whoDoesNotTrustItSendsNothing() {
        ProbeReport report = probe("* tls-failed\n", SmtpProbe.standard());

        assertThat(report.passed()).isFalse();
        assertThat(report.rootCause().orElseThrow().summary()).contains("certificate");
    }
}

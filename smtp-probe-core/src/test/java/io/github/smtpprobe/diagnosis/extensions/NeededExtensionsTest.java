/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.extensions;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import org.junit.jupiter.api.Test;

/** Extensions that a server does not offer, where a probe needs them and where it does not. */
class NeededExtensionsTest {
    /** What the probe did not ask for is no line of its report. */
    @Test
    void anExtensionIsMissedOnlyWhereItIsNeeded() {
        String hello = "S: 220 mx ESMTP\nC: EHLO x\nS: 250-mx\nS: 250 HELP\n";
        Script plain = Script.parse(hello + "C: QUIT\nS: 221 bye");
        Script umlaut = Script.parse(hello + "C: MAIL FROM:<ada@example.com>\nS: 250 ok\nC: QUIT\nS: 221 bye");
        ProbeRequest.Builder request =
                ProbeRequest.to("mx.example.com", 25).connectTo("192.0.2.1").tls(TlsMode.PLAIN);
        assertThat(probe(plain, request.build()).has("capabilities.missing")).isFalse();
        ProbeReport report = probe(
                umlaut,
                request.envelope("ada@example.com", "b\u00fcro@example.net").build());
        assertThat(report.has("address.smtputf8-needed")).isTrue();
        assertThat(report.findings())
                .filteredOn(finding -> finding.id().equals("capabilities.missing"))
                .extracting(Finding::summary)
                .containsExactly("mx.example.com does not offer what this probe needs: SMTPUTF8, for an address with"
                        + " non-ASCII characters.");
    }

    private static ProbeReport probe(Script script, ProbeRequest request) {
        return SmtpProbe.builder()
                .transport(new MemoryTransport(Delivery.WHOLE, null, script))
                .build()
                .probe(request);
    }
}

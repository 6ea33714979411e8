/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Zone;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A host of several addresses is several servers: what is found at one of them says at which. */
class NamedAddressTest {
    private static final String REFUSES =
            "S: 220 mail.example ESMTP\nC: EHLO x\nS: 250 mx\nC: MAIL FROM:<ada@example.com>\nS: %s\n"
                    + "C: QUIT\nS: 221 bye";

    private static ProbeReport probe(Map<String, String> replies) {
        ProbeReport report = SmtpProbe.builder()
                .resolver(Zone.ofHost("mail.example", replies.keySet().toArray(String[]::new)))
                .transport((route, deadline) -> new MemoryTransport(
                                Delivery.WHOLE,
                                null,
                                Script.parse(String.format(REFUSES, replies.get(route.addressText()))))
                        .connect(route, deadline))
                .build()
                .probe(ProbeRequest.to("mail.example", 2525)
                        .tls(TlsMode.PLAIN)
                        .coverage(Coverage.ALL)
                        .envelope("ada@example.com", "bob@example.com")
                        .build());
        Invariants.check(report);
        return report;
    }

    @Test
    void eachFindingNamesItsAddress() {
        ProbeReport report = probe(Map.of("192.0.2.1", "452 4.3.1 disk full", "192.0.2.2", "550 5.7.1 spammer"));
        assertThat(report.findings()).hasSize(2);
        for (Finding finding : report.findings()) {
            int attempt = finding.attempt().orElseThrow();
            String address = report.attempts().get(attempt).route().addressText();
            assertThat(finding.summary()).as(report.toString()).contains("mail.example (" + address + ")");
            assertThat(finding.explanation()).as(report.toString()).doesNotContain("(" + address + ")");
        }
    }

    @Test
    void whereThereIsOneItIsNotNamed() {
        assertThat(probe(Map.of("192.0.2.1", "452 4.3.1 disk full")).summary()).doesNotContain("192.0.2.1");
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.TlsResult;
import io.github.smtpprobe.zones.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A resolver that never comes back with one name must not cost the survey all the others. */
class SilentNamesTest {
    @Test
    void silenceForTlsaLeavesTimeForTheExchangers() throws Exception {
        World world = World.signed("example.test")
                .mx(10, "mx.example.test")
                .a("mx.example.test", "8.8.8.8")
                .silent("_25._tcp.mx.example.test", "TLSA");
        try (MailWorld mail = new MailWorld(world).server("8.8.8.8", MailWorld.CA.issue("mx.example.test"))) {
            DomainReport report = mail.survey(DomainSurvey.of("example.test").deadline(Duration.ofSeconds(9)));
            assertThat(report.facts().exchangers().get(0).addresses().get(0).state())
                    .isEqualTo(TlsResult.WORKS);
            assertThat(prospect(report, "opportunistic")).isEqualTo(Prospect.ENCRYPTED);
            assertThat(prospect(report, "postfix-dane")).isEqualTo(Prospect.QUEUED);
            assertThat(report.rootCause().orElseThrow().id()).isEqualTo("tlsa.lookup-error");
        }
    }

    private static Prospect prospect(DomainReport report, String sender) {
        return report.outlook().sender(sender).orElseThrow().domain().prospect();
    }
}

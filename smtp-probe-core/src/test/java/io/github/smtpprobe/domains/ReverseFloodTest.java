/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.zones.World;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who writes a zone does not choose how many questions others are asked. */
class ReverseFloodTest {
    @Test
    void reverseNamesOfAsManyAddressesAsAreTalkedTo() throws Exception {
        World world = World.signed("example.test").mx(10, "a.example.test").mx(20, "b.example.test");
        IntStream.range(0, 300)
                .forEach(each -> world.a("a.example.test", "8.8." + each / 250 + "." + (each % 250 + 1))
                        .a("b.example.test", "8.9." + each / 250 + "." + (each % 250 + 1)));
        try (MailWorld mail = new MailWorld(world)) {
            DomainReport report =
                    mail.survey(DomainSurvey.of("example.test").without(Aspect.MTA_STS, Aspect.TLS_RPT, Aspect.PROBES));
            assertThat(report.facts().targetFacts())
                    .extracting(TargetFact::kind)
                    .hasSize(16)
                    .containsOnly("server-reverse-name");
            assertThat(world.asked()).filteredOn(each -> each.endsWith(" PTR")).hasSizeLessThanOrEqualTo(16);
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import static io.github.smtpprobe.diagnosis.domain.Facts.DOMAIN;
import static io.github.smtpprobe.diagnosis.domain.Facts.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.domains.Unsaid;
import io.github.smtpprobe.records.ZoneSigning;
import io.github.smtpprobe.report.Finding;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No failure of a look-up or an address is left in the evidence alone. */
class EvidenceSaidTest {
    static Stream<Reports.Named> reports() {
        return Reports.all();
    }

    @ParameterizedTest
    @MethodSource("reports")
    void whatFailsIsInAFinding(Reports.Named one) {
        assertThat(Unsaid.of(one.report())).as("%s", one.report().findings()).isEmpty();
    }

    private static List<Finding> expiring(Duration lifetime, Duration left) {
        Facts facts = MailHostCases.good()
                .alter(each -> each.zones(List.of(
                                ZoneSigning.of(DOMAIN).withSigned(NOW.plus(left).minus(lifetime), NOW.plus(left))))
                        .signedUntil(NOW.plus(left)));
        return Reports.findings(facts.build()).stream()
                .filter(each -> each.id().equals("dns.expiring"))
                .toList();
    }

    /** A signer that has stopped shows in what is left of its signatures; one that signs for a day or two has more of that left. */
    @Test
    void signaturesThatAreNearlyOverAreSaid() {
        assertThat(expiring(Duration.ofDays(14), Duration.ofHours(20)))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.subject()).isEqualTo(DOMAIN);
                    assertThat(each.explanation()).contains("less than a tenth");
                    assertThat(each.summary()).doesNotContain("renewed since");
                });
        assertThat(expiring(Duration.ofDays(14), Duration.ofDays(4))).isEmpty();
        assertThat(expiring(Duration.ofDays(2), Duration.ofHours(20))).isEmpty();
    }
}

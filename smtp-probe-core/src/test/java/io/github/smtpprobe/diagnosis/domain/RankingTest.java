/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import static io.github.smtpprobe.diagnosis.domain.Keys.K2;
import static io.github.smtpprobe.diagnosis.domain.Keys.tlsa;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.diagnosis.domain.Facts.Dns;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Causes come before what follows from them, the worst first, and keys tell findings apart. */
class RankingTest {
    static Stream<Case> cases() {
        return ConditionsTest.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void causesStandBeforeConsequences(Case one) {
        List<Finding> all = Reports.findings(one.said().build());
        Set<String> before = new HashSet<>();
        Set<String> keys = new HashSet<>();
        Severity worst = Severity.ERROR;
        for (Finding each : all) {
            assertThat(keys.add(each.key())).as(each.key()).isTrue();
            each.consequenceOf().ifPresent(cause -> assertThat(before).contains(cause));
            if (each.consequenceOf().isEmpty()) {
                assertThat(each.severity()).isGreaterThanOrEqualTo(worst);
                worst = each.severity();
            }
            before.add(each.id());
        }
    }

    @Test
    void aStaleSetOfParametersIsWhyNothingMatches() {
        List<Finding> all = Reports.findings(
                TlsaCases.shown(K2, tlsa(311, K2), tlsa(312, Keys.K1)).build());
        assertThat(all.get(0).id()).isEqualTo("tlsa.stale-parameters");
        assertThat(all.get(0).severity()).isEqualTo(Severity.ERROR);
        assertThat(all.get(1).id()).isEqualTo("tlsa.mismatch");
        assertThat(all.get(1).consequenceOf()).contains("tlsa.stale-parameters");
    }

    @Test
    void aPolicyHostBehindABogusZoneFollowsFromThat() {
        List<Finding> all = Reports.findings(MailHostCases.good()
                .sts("v=STSv1; id=1;")
                .policyHost(Dns.trouble("mta-sts.example.com", RecordType.A, Security.BOGUS, Trouble.EXPIRED))
                .build());
        assertThat(all.get(0).id()).isEqualTo("dns.expired");
        assertThat(all.get(1).id()).isEqualTo("sts.unreachable");
        assertThat(all.get(1).consequenceOf()).contains("dns.expired");
    }

    @Test
    void aHostThatWasNotAskedForIsExplained() {
        List<Finding> all =
                Reports.findings(TlsaCases.one(Host.unsigned(Facts.MX).at("8.8.8.1", Shows.now(Keys.K1)))
                        .build());
        assertThat(all).extracting(Finding::id).containsExactly("dns.host-insecure", "tlsa.not-asked");
        assertThat(all.get(1).consequenceOf()).contains("dns.host-insecure");
        assertThat(all.get(1).subject()).isEqualTo(Facts.MX);
    }
}

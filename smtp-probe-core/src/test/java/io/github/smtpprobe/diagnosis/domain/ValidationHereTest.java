/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.diagnosis.advice.Renewals;
import io.github.smtpprobe.mtasts.PolicyFetch.Outcome;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.UpcomingChange;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** While proofs cannot be had here, that is said first, and no zone is blamed for what may be ours. */
class ValidationHereTest {
    private static final Set<String> OURS = Set.of("dns.no-anchor", "dns.cannot-tell", "dns.not-yet");

    /** What rests on a look-up that may have failed for our own reasons. */
    private static final Set<String> LOOK_UPS = Set.of("mx.lookup-error", "sts.txt-error", "ptr.error");

    static Stream<Case> cases() {
        return ConditionsTest.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void noZoneIsBlamed(Case one) {
        for (RootValidation.State state : RootValidation.State.values()) {
            if (state != RootValidation.State.SOUND) {
                List<Finding> all =
                        Reports.findings(one.said().rootValidation(state).build());
                assertThat(OURS).contains(all.get(0).id());
                assertThat(all.get(0).actor()).isEqualTo(Actor.YOU);
                assertThat(all)
                        .filteredOn(each -> each.id().matches("(dns|tlsa)\\..*"))
                        .as("%s", state)
                        .hasSize(1);
                assertThat(all).extracting(Finding::id).doesNotContainAnyElementsOf(LOOK_UPS);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whereNobodyAskedForProofsNothingIsSaidOfThem(Case one) {
        List<Finding> all =
                Reports.findings(one.said().rootValidation(Optional.empty()).build());
        assertThat(all).extracting(Finding::id).noneMatch(id -> id.matches("(dns|tlsa)\\..*"));
    }

    private static Facts unprovenBesideMismatch() {
        return Facts.signed("10 " + Facts.MX, "20 backup.example.com")
                .host(Host.signed(Facts.MX).at("8.8.8.1", Shows.now(Keys.K1)).tlsa(Keys.tlsa(311, Keys.K2)))
                .host(Host.signed("backup.example.com")
                        .at("8.8.8.2", Shows.now(Keys.K1))
                        .tlsa(Security.NOT_TESTED, Trouble.STRIPPED));
    }

    /** One answer without signatures makes nothing else uncertain. */
    @Test
    void anAnswerWithoutProofStandsBehindFaults() {
        List<Finding> all = Reports.findings(unprovenBesideMismatch().build());
        assertThat(all.get(0).id()).isEqualTo("tlsa.mismatch");
        assertThat(all)
                .filteredOn(each -> each.id().equals("dns.unproven-answer"))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.subject()).isEqualTo("backup.example.com");
                    assertThat(each.summary()).contains("_25._tcp.backup.example.com TLSA");
                });
        assertThat(all).extracting(Finding::id).doesNotContain("dns.cannot-tell");
    }

    @Test
    void whereNobodyAskedForDaneItNeedsNoProof() {
        List<Finding> all =
                Reports.findings(unprovenBesideMismatch().without(Aspect.DANE).build());
        assertThat(all).extracting(Finding::id).doesNotContain("dns.unproven-answer", "dns.cannot-tell");
    }

    @Test
    void aClockThatIsWrongExplainsCertificates() {
        Facts facts = MailHostCases.good().sts("v=STSv1; id=1;").fetch(Outcome.BAD_CERTIFICATE, each -> each);
        List<Finding> all = Reports.findings(
                facts.rootValidation(RootValidation.State.CLOCK).build());
        assertThat(all)
                .filteredOn(each -> each.id().equals("sts.certificate"))
                .singleElement()
                .satisfies(each -> assertThat(each.consequenceOf()).contains("dns.not-yet"));
        assertThat(all.get(0).id()).isEqualTo("dns.not-yet");
        assertThat(all.get(0).summary()).contains("this machine");
    }

    @Test
    void anchorsThatGrowOldAreToldAhead() {
        RootValidation old = RootValidation.of(RootValidation.State.SOUND, "").withMissingKeys(List.of(38_696));
        List<UpcomingChange> ahead = Renewals.of(
                MailHostCases.good().rootValidation(Optional.of(old)).build());
        assertThat(ahead).anySatisfy(each -> assertThat(each.sentence()).contains("38696"));
    }
}

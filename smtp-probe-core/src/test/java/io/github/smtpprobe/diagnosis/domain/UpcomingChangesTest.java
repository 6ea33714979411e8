/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import static io.github.smtpprobe.diagnosis.domain.Facts.DOMAIN;
import static io.github.smtpprobe.diagnosis.domain.Facts.MX;
import static io.github.smtpprobe.diagnosis.domain.Facts.NOW;
import static io.github.smtpprobe.diagnosis.domain.Keys.K1;
import static io.github.smtpprobe.diagnosis.domain.Keys.K2;
import static io.github.smtpprobe.diagnosis.domain.Keys.tlsa;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.diagnosis.advice.Renewals;
import io.github.smtpprobe.survey.UpcomingChange;
import io.github.smtpprobe.survey.UpcomingChange.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What breaks at the next change is told with its date, and nothing is told where nothing does. */
class UpcomingChangesTest {
    private static final Instant END = K1.get(0).getNotAfter().toInstant();

    private static List<UpcomingChange> ahead(Facts facts) {
        return Renewals.of(facts.build());
    }

    private static List<UpcomingChange> of(List<UpcomingChange> all, Kind change) {
        return all.stream().filter(each -> each.kind() == change).toList();
    }

    @Test
    void aRecordOfTheWholeCertificateBreaksAtItsRenewal() {
        assertThat(of(ahead(TlsaCases.shown(K1, tlsa(301, K1))), Kind.CERTIFICATE))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.when()).contains(END);
                    assertThat(each.breaks()).isTrue();
                    assertThat(each.subject()).isEqualTo(MX);
                    assertThat(each.sentence()).contains("whole certificate").doesNotContain(" will ");
                });
        assertThat(of(ahead(TlsaCases.shown(K1, tlsa(311, K1))), Kind.CERTIFICATE))
                .isEmpty();
    }

    @Test
    void aSingleRecordBreaksAtAnUnknownTime() {
        assertThat(of(ahead(TlsaCases.shown(K1, tlsa(311, K1))), Kind.KEY))
                .singleElement()
                .satisfies(each -> assertThat(each.when()).isEmpty());
        assertThat(of(ahead(MailHostCases.good()), Kind.KEY)).isEmpty();
    }

    @Test
    void anIntermediateMayChange() {
        Facts facts = TlsaCases.shown(K1, tlsa(211, Keys.INTERMEDIATE.certificate()));
        assertThat(of(ahead(facts), Kind.ISSUER))
                .singleElement()
                .satisfies(each -> assertThat(each.breaks()).isTrue());
        assertThat(of(ahead(facts), Kind.CERTIFICATE)).hasSize(1);
        Facts both = TlsaCases.shown(K1, tlsa(211, Keys.INTERMEDIATE.certificate()), tlsa(311, K1));
        assertThat(of(ahead(both), Kind.ISSUER)).isEmpty();
    }

    @Test
    void theSoonestComesFirstAndTheUnknownLast() {
        Instant soon = NOW.plus(Duration.ofDays(3));
        List<UpcomingChange> all =
                ahead(TlsaCases.shown(K1, tlsa(311, K1)).enforce(MX).alter(each -> each.signedUntil(soon)));
        assertThat(all).extracting(UpcomingChange::kind).containsExactly(Kind.SIGNATURE, Kind.CERTIFICATE, Kind.KEY);
        assertThat(all.get(0).when()).contains(soon);
        assertThat(all.get(0).subject()).isEqualTo(DOMAIN);
        assertThat(all.get(2).when()).isEqualTo(Optional.empty());
    }

    @Test
    void anEnforcedPolicyRestsOnCertificates() {
        Facts unsigned = Facts.unsigned("10 " + MX).host(Host.unsigned(MX).at("8.8.8.1", Shows.now(K1)));
        assertThat(of(ahead(unsigned), Kind.CERTIFICATE)).isEmpty();
        assertThat(of(ahead(unsigned.enforce(MX)), Kind.CERTIFICATE))
                .singleElement()
                .satisfies(
                        each -> assertThat(each.sentence()).contains("MTA-STS").doesNotContain("DANE"));
    }

    @Test
    void aFormerPolicyIsKeptForItsTime() {
        Map<String, Object> then = Map.of("id", "0", "mode", "enforce", "maxAgeSeconds", 604_800L);
        Facts facts = MailHostCases.good().enforce(MX).earlier(Duration.ofDays(1), then, Map.of(), List.of());
        assertThat(of(ahead(facts), Kind.POLICY))
                .singleElement()
                .satisfies(each -> assertThat(each.when()).contains(NOW.plus(Duration.ofDays(7))));
        assertThat(of(ahead(TlsaCases.shown(K2, tlsa(311, K1))), Kind.POLICY)).isEmpty();
    }
}

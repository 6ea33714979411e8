/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.render.DomainText;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.World;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What our own deadline cuts short was not tested: no server is called silent, and no sender's mail held, since we had no time. */
@Timeout(Patience.HANGING)
class CutShortTest {
    private static final String DOMAIN = "example.test";
    private static final String HOST = "mx.example.test";
    private static final Issued KEY = CA.issue(HOST);

    private static World world() {
        return World.signed(DOMAIN)
                .mx(10, HOST)
                .a(HOST, "8.8.8.8")
                .tlsa("_25._tcp." + HOST, tlsa(3, 1, 1, KEY))
                .a("mta-sts." + DOMAIN, "8.8.4.4")
                .txt("_mta-sts." + DOMAIN, "v=STSv1; id=1;");
    }

    private static DomainSurvey.Builder within(Duration limit) {
        return DomainSurvey.of(DOMAIN).deadline(limit).without(Aspect.TLS_RPT, Aspect.REVERSE_NAMES);
    }

    private static void blamesNobody(DomainReport report, String... families) {
        assertThat(report.findings())
                .filteredOn(each -> each.severity() == Severity.ERROR)
                .extracting(Finding::id)
                .noneMatch(id -> Arrays.stream(families).anyMatch(id::startsWith));
    }

    /** Where nothing is known, it is said why. */
    @Test
    void everything() throws Exception {
        try (MailWorld mail = new MailWorld(world().silent())) {
            DomainReport report = mail.survey(within(Duration.ofMillis(300)));
            assertThat(report.facts().mx().trouble()).contains(Trouble.DEADLINE);
            assertThat(DomainText.render(report)).contains("The time was over before everything was looked at.");
        }
    }

    /** A policy host that says nothing while a second passes may well answer a sender. */
    @Test
    void aFetch() throws Exception {
        try (MailWorld mail =
                new MailWorld(world()).server("8.8.8.8", KEY).leading("8.8.4.4", 443, new SilentServer(() -> {}))) {
            DomainReport report = mail.survey(within(Duration.ofSeconds(2)));
            PolicyFetch fetch = report.facts().mtaSts().orElseThrow().fetch().orElseThrow();
            assertThat(fetch.outcome()).isEqualTo(PolicyFetch.Outcome.TIME);
            assertThat(fetch.telling()).isFalse();
            blamesNobody(report, "sts.");
        }
    }

    @Test
    void aTimeThatIsLongEnoughTells() {
        PolicyFetch.Builder slow = PolicyFetch.builder("mta-sts.example.test", PolicyFetch.Outcome.TIME);
        assertThat(slow.took(Duration.ofMillis(9_999)).build().telling()).isFalse();
        assertThat(slow.took(Duration.ofSeconds(10)).build().telling()).isTrue();
        for (PolicyFetch.Outcome each : PolicyFetch.Outcome.values()) {
            boolean ours = switch (each) {
                case DENIED, CANCELLED, LOCAL, TIME -> true;
                default -> false;
            };
            assertThat(PolicyFetch.builder("mta-sts.example.test", each).build().telling())
                    .as(each.token())
                    .isEqualTo(!ours);
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.diagnosis.advice.Pastes;
import io.github.smtpprobe.diagnosis.advice.Renewals;
import io.github.smtpprobe.diagnosis.domain.Facts.Dns;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.harness.OwnTime;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.mtasts.PolicyFetch.Outcome;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.records.ZoneSigning;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.survey.DomainFacts;
import io.github.smtpprobe.survey.Snippet;
import io.github.smtpprobe.survey.UpcomingChange;
import io.github.smtpprobe.text.Printable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Facts that strangers have filled with nonsense, and as much of it as there may be. */
@Timeout(Patience.HANGING)
class HostileFactsTest {
    private static final String EVIL = "x\u202e\u0007\r\n\u001b[31m\u2028\ud800{host}[]\"";

    private static void holds(DomainFacts facts) {
        List<Finding> all = Reports.findings(facts);
        assertThat(all).hasSizeLessThanOrEqualTo(400);
        for (Finding each : all) {
            List<String> texts = new ArrayList<>(each.evidence());
            assertThat(texts).as(each.id()).hasSizeLessThanOrEqualTo(12);
            Collections.addAll(texts, each.summary(), each.explanation(), each.remedy(), each.subject());
            assertThat(texts).as(each.id()).allSatisfy(text -> {
                assertThat(Printable.visible(text))
                        .as("%s: %s", each.id(), Printable.clean(text))
                        .isTrue();
                assertThat(text.length()).isLessThan(1_500);
            });
        }
        for (UpcomingChange each : Renewals.of(facts)) {
            assertThat(Printable.visible(each.sentence() + each.subject())).isTrue();
        }
        for (Snippet each : Pastes.of(facts)) {
            assertThat(Printable.visible(each.purpose() + each.text().replace("\n", "")))
                    .isTrue();
        }
    }

    private static Facts mx(int count) {
        return Facts.signed(IntStream.range(0, count)
                .mapToObj(i -> i % 100 + " mx" + i + ".example.com")
                .toArray(String[]::new));
    }

    @Test
    void namesAndWordsOfStrangersStayWords() {
        Facts facts = mx(3).sts("v=STSv1; " + EVIL + "id=1" + EVIL)
                .rpt("v=TLSRPTv1; rua=" + EVIL)
                .alter(each -> each.detail(EVIL)
                        .server(EVIL)
                        .zone(EVIL)
                        .zones(List.of(
                                ZoneSigning.of(EVIL).withNsec3Iterations(5).withAlgorithms(List.of(5)))));
        facts.host(Host.signed(EVIL).at("8.8.8.1", Shows.now(Keys.K1)).aliasOf(EVIL))
                .host(Host.of(EVIL + "2", Security.FAILED).alter(each -> each.detail(EVIL)))
                .host(Host.signed(EVIL + "3").unknown())
                .host(Host.signed(EVIL + "4")
                        .at("8.8.8.4", Shows.now(Keys.K2))
                        .tlsa("3 1 1 abcd", Keys.tlsa(311, Keys.K1))
                        .misplaced(EVIL, "3 1 1 abcd"))
                .host(Host.signed(EVIL + "5").at("8.8.8.5", Shows.clear()).tlsa(Security.FAILED, Trouble.SILENT));
        facts.differing(Dns.answer(EVIL, RecordType.TXT, Security.SECURE, List.of(EVIL)));
        holds(facts.build());
        holds(facts.fetched(EVIL, EVIL, "version: STSv1", EVIL).build());
        holds(facts.fetch(
                        Outcome.REDIRECT,
                        each -> each.status(302).location(EVIL).detail(EVIL))
                .build());
        holds(facts.policyHost(Dns.trouble(EVIL, RecordType.A, Security.BOGUS, Trouble.SIGNATURE))
                .build());
    }

    @Test
    void muchIsCountedAndNotRepeated() {
        String[] junk = IntStream.range(0, 10_000)
                .mapToObj(i -> "3 1 1 " + String.format("%064x", i))
                .toArray(String[]::new);
        Facts facts = mx(10_000);
        facts.host(
                Host.signed("mx0.example.com").at("8.8.8.1", Shows.now(Keys.K1)).tlsa(junk));
        for (int i = 1; i < 1_000; i++) {
            Host host = Host.signed("mx" + i + ".example.com");
            if (i < 25) {
                for (int j = 0; j < 8; j++) {
                    host.at("192.0." + i + "." + j, j % 2 == 0 ? Shows.now(Keys.K2) : Shows.clear());
                }
                host.at("2001:4860::" + i, Shows.nothing(Reason.CONNECTION_REFUSED))
                        .tlsa(Keys.tlsa(311, Keys.K1), "3 9 9 ab", "3 1 1 ab");
            }
            facts.host(host);
        }
        String[] lines = IntStream.range(0, 3_000)
                .mapToObj(i -> "mx: *.a" + i + ".example.net")
                .toArray(String[]::new);
        List<String> policy = new ArrayList<>(List.of("version: STSv1", "mode: enforce", "max_age: 604800"));
        Collections.addAll(policy, lines);
        facts.sts("v=STSv1; id=1;").policy(policy.toArray(String[]::new)).rpt();
        DomainFacts built = facts.build();
        assertThat(OwnTime.of(() -> holds(built))).isLessThan(Duration.ofSeconds(20));
        assertThat(Reports.findings(built))
                .filteredOn(each -> each.severity() == Severity.ERROR)
                .isNotEmpty();
    }

    @Test
    void aThousandTextRecordsAreOneFinding() {
        String[] texts = IntStream.range(0, 5_000)
                .mapToObj(i -> "v=STSv1; id=" + i + ";")
                .toArray(String[]::new);
        String[] reports = IntStream.range(0, 5_000)
                .mapToObj(i -> "v=TLSRPTv1; rua=mailto:r" + i + "@example.com")
                .toArray(String[]::new);
        DomainFacts facts = MailHostCases.good().sts(texts).rpt(reports).build();
        holds(facts);
        assertThat(Reports.findings(facts)).extracting(Finding::id).contains("sts.txt-many", "rpt.many");
    }
}

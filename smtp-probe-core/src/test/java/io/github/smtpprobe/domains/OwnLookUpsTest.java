/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeBatch;
import io.github.smtpprobe.SurveyEvent;
import io.github.smtpprobe.SurveyListener;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an application looks up of a domain beside what a survey does: in one file each, and in the report as the survey's own. */
@Timeout(Patience.HANGING)
class OwnLookUpsTest {
    private static final String DOMAIN = "example.test";
    private static final String HOST = "mx.example.test";
    private static final Issued KEY = CA.issue(HOST);
    private static final Question BIMI = new Question("default._bimi." + DOMAIN, RecordType.TXT);
    private static final Question CAA = new Question(DOMAIN, RecordType.CAA);
    private static final Question CAA_OF_HOST = new Question(HOST, RecordType.CAA);

    private static MailWorld mail() throws Exception {
        return new MailWorld(World.signed(DOMAIN)
                        .mx(10, HOST)
                        .a(HOST, "8.8.8.8")
                        .tlsa("_25._tcp." + HOST, tlsa(3, 1, 1, KEY))
                        .txt(BIMI.name(), "v=BIMI1; l=https://example.test/logo.svg;")
                        .record(DOMAIN, "CAA", "0 issue \"ca.example\""))
                .server("8.8.8.8", KEY)
                .wiring(builder -> builder.domainLookUp("acme.bimi", new BimiLookUp())
                        .domainLookUp("acme.caa", new CaaLookUp())
                        .domainLookUp("acme.team", new InventoryLookUp(Map.of(HOST, "post"))));
    }

    private static DomainSurvey.Builder survey(MailWorld mail) {
        return DomainSurvey.of(DOMAIN).anchors(mail.world().anchors()).deadline(Duration.ofSeconds(30));
    }

    private static List<DnsAnswer> answers(DomainReport report, Question question) {
        return report.facts().lookUps().stream()
                .filter(each -> each.question().equals(question))
                .toList();
    }

    @Test
    void whatTheyFindOutStandsInTheirOrderBehindTheLibrarysOwn() throws Exception {
        try (MailWorld mail = mail()) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(report.facts().targetFacts())
                    .extracting(TargetFact::kind)
                    .containsExactly("server-reverse-name", "acme.bimi", "acme.caa", "acme.team");
            assertThat(report.facts().targetFacts().subList(1, 4))
                    .extracting(TargetFact::values)
                    .containsExactly(
                            Map.of(
                                    "record",
                                    List.of("v=BIMI1; l=https://example.test/logo.svg;"),
                                    "security",
                                    List.of("secure")),
                            Map.of("host", List.of(HOST), "records", List.of("0 issue ca.example")),
                            Map.of("team", List.of("post")));
        }
    }

    @Test
    void whatTheyAskIsAFactOfTheReportAndIsToldTheListener() throws Exception {
        try (MailWorld mail = mail()) {
            List<DnsAnswer> told = new ArrayList<>();
            DomainReport report = mail.probe()
                    .call(survey(mail).build(), new SurveyListener() {
                        @Override
                        public void lookedUp(SurveyEvent.LookedUp event) {
                            told.add(event.answer());
                        }
                    })
                    .execute();
            assertThat(told).isEqualTo(report.facts().lookUps());
            for (Question each : List.of(BIMI, CAA, CAA_OF_HOST)) {
                assertThat(answers(report, each))
                        .as(each.toString())
                        .singleElement()
                        .satisfies(answer -> {
                            assertThat(answer.security()).isEqualTo(Security.SECURE);
                            assertThat(answer.server()).isNotEmpty();
                            assertThat(answer.asked()).isPresent();
                            assertThat(answer.took()).isPositive();
                        });
                assertThat(Collections.frequency(mail.world().asked(), each.toString()))
                        .as("asked once, or again where a datagram came late")
                        .isBetween(1, 2);
            }
            assertThat(answers(report, BIMI).get(0).ttl()).isPresent();
            Printed printed = Printed.of(report);
            assertThat(printed.text()).contains(BIMI.name(), "Who runs " + HOST);
            assertThat(printed.html()).contains(BIMI.name());
            assertThat(printed.map().toString()).contains(BIMI.name());
        }
    }

    @Test
    void whatCanBeAskedAtOnceIsAskedWithTheFirstRound() throws Exception {
        try (MailWorld mail = mail()) {
            List<List<Question>> rounds = new ArrayList<>();
            mail.world().start();
            mail.probe().toBuilder()
                    .secureResolver(new OddResolver(mail.world().resolver()) {
                        @Override
                        public List<DnsAnswer> look(List<Question> questions, Deadline deadline)
                                throws InterruptedException {
                            rounds.add(questions);
                            return super.look(questions, deadline);
                        }
                    })
                    .build()
                    .surveyDomain(survey(mail).build());
            assertThat(rounds.get(0)).contains(new Question(DOMAIN, RecordType.MX), BIMI);
            assertThat(rounds.stream().flatMap(List::stream))
                    .as("nothing is asked twice")
                    .doesNotHaveDuplicates()
                    .contains(CAA);
        }
    }

    @Test
    void strangersAreToldNothingOfThem() throws Exception {
        try (MailWorld mail = mail()) {
            DomainReport report = mail.survey(DOMAIN).forStrangers();
            assertThat(report.asMap().toString()).doesNotContain("_bimi", "CAA", "acme.");
            assertThat(answers(report, new Question(HOST, RecordType.A))).hasSize(1);
        }
    }

    @Test
    void theSurveysOwnQuestionsAreToldThoughAnApplicationAsksThem() throws Exception {
        try (MailWorld mail = mail().wiring(builder -> builder.domainLookUp("acme.same", (subject, deadline) -> {
            subject.resolver().look(new Question(HOST, RecordType.A), deadline);
            return List.of();
        }))) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(report.facts().askedByApplication()).isEmpty();
            assertThat(answers(report, new Question(HOST, RecordType.A))).hasSize(1);
        }
    }

    @Test
    void surveysOfABatchShareTheirAnswers() throws Exception {
        try (MailWorld mail = mail()) {
            ProbeBatch batch = ProbeBatch.builder(mail.probe()).build();
            DomainSurvey template = survey(mail).build();
            mail.world().andSigned("other.test").mx("other.test", 10, HOST);
            List<DomainReport> reports = new ArrayList<>();
            batch.run(
                    Stream.of(DOMAIN, "other.test").map(each -> BatchTarget.survey(template, each)),
                    result -> reports.add(result.domainReport().orElseThrow()));
            assertThat(reports).hasSize(2).allSatisfy(report -> {
                assertThat(report.facts().targetFacts())
                        .extracting(TargetFact::kind)
                        .endsWith("acme.bimi", "acme.caa", "acme.team");
                assertThat(answers(report, CAA_OF_HOST)).hasSize(1);
            });
            assertThat(Collections.frequency(mail.world().asked(), CAA.toString()))
                    .as("asked once, or again where a datagram came late")
                    .isBetween(1, 2);
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.LookUpWorld.DOMAIN;
import static io.github.smtpprobe.domains.LookUpWorld.TXT;
import static io.github.smtpprobe.domains.LookUpWorld.facts;
import static io.github.smtpprobe.domains.LookUpWorld.failed;
import static io.github.smtpprobe.domains.LookUpWorld.good;
import static io.github.smtpprobe.domains.LookUpWorld.mail;
import static io.github.smtpprobe.domains.LookUpWorld.survey;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.lookup.DomainLookUp;
import io.github.smtpprobe.lookup.Subject;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What look-ups of an application's may do with the resolver that they get: the survey goes on, and says what was wrong. */
@Timeout(Patience.HANGING)
class CallersLookUpsTest {
    private static final int MOST = 100;

    @Test
    void aHundredQuestionsAreAskedAndTheOthersAnsweredByWords() throws Exception {
        try (MailWorld mail = mail()) {
            mail.world().start();
            List<Question> all =
                    IntStream.range(0, 10_000).mapToObj(LookUpWorld::numbered).toList();
            List<List<DnsAnswer>> answers = new ArrayList<>();
            DomainReport report = survey(
                    mail,
                    builder -> builder.secureResolver(
                                    new LookUpWorld.Quick(mail.world().resolver()))
                            .domainLookUp("acme.many", (subject, deadline) -> {
                                answers.add(subject.resolver().look(all, deadline));
                                answers.add(subject.resolver().look(all.subList(0, MOST), deadline));
                                answers.add(List.of(
                                        subject.resolver().look(new Question(DOMAIN, RecordType.MX), deadline)));
                                return List.of(good("acme.many"));
                            }));
            assertThat(answers.get(0)).extracting(DnsAnswer::question).isEqualTo(all);
            assertThat(answers.get(0).subList(0, MOST)).allMatch(DnsAnswer::answered);
            assertThat(answers.get(0).subList(MOST, all.size()))
                    .allMatch(each -> each.security() == Security.NOT_ASKED
                            && each.trouble().equals(Optional.of(Trouble.EXTENSION_FAILED))
                            && each.detail().contains("no more than 100"));
            assertThat(answers.get(1))
                    .as("what is known costs nothing")
                    .isEqualTo(answers.get(0).subList(0, MOST));
            assertThat(answers.get(2)).allMatch(DnsAnswer::answered);
            List<TargetFact> facts = facts(report, "acme.many");
            assertThat(facts).hasSize(2);
            assertThat(facts.get(0).outcome().succeeded()).as(facts.toString()).isTrue();
            failed(facts.get(1), "asked questions beyond the 100 that a look-up may ask: 9900");
            assertThat(report.facts().lookUps())
                    .filteredOn(each -> each.question().name().startsWith("n"))
                    .extracting(DnsAnswer::question)
                    .isEqualTo(all.subList(0, MOST));
        }
    }

    @Test
    void nullQuestionsAreAFaultOfItsOwn() throws Exception {
        try (MailWorld mail = mail()) {
            DomainReport report = survey(
                    mail,
                    builder -> builder.domainLookUp("acme.list", (subject, deadline) -> {
                                subject.resolver().look((List<Question>) null, deadline);
                                return List.of();
                            })
                            .domainLookUp("acme.element", (subject, deadline) -> {
                                subject.resolver().look(Arrays.asList(TXT, null), deadline);
                                return List.of();
                            })
                            .domainLookUp("acme.deadline", (subject, deadline) -> {
                                subject.resolver().look(TXT, null);
                                return List.of();
                            }));
            for (String kind : List.of("acme.list", "acme.element", "acme.deadline")) {
                assertThat(facts(report, kind))
                        .singleElement()
                        .satisfies(fact -> failed(fact, "threw NullPointerException"));
            }
        }
    }

    /** The next one has time, and learns what there is to learn. */
    @Test
    void whoAsksAfterItsDeadlineGetsNoAnswerAndSpoilsNobodyElses() throws Exception {
        try (MailWorld mail = mail()) {
            DnsAnswer[] late = new DnsAnswer[1];
            DnsAnswer[] inTime = new DnsAnswer[1];
            DomainReport report = survey(
                    mail,
                    builder -> builder.domainLookUp("acme.late", (subject, deadline) -> {
                                while (!deadline.expired()) {
                                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                                }
                                late[0] = subject.resolver().look(TXT, deadline);
                                return List.of(good("acme.late"));
                            })
                            .domainLookUp("acme.own", (subject, deadline) -> {
                                Deadline own = Deadline.after(Duration.ZERO, Ticker.system());
                                assertThat(subject.resolver().look(TXT, own).trouble())
                                        .contains(Trouble.DEADLINE);
                                return List.of(good("acme.own"));
                            })
                            .domainLookUp("acme.time", (subject, deadline) -> {
                                inTime[0] = subject.resolver().look(TXT, deadline);
                                return List.of(good("acme.time"));
                            }));
            assertThat(late[0].trouble()).contains(Trouble.DEADLINE);
            assertThat(inTime[0].security()).isEqualTo(Security.SECURE);
            assertThat(facts(report, "acme.own").get(0).outcome().succeeded()).isTrue();
            assertThat(report.facts().lookUps())
                    .filteredOn(each -> each.question().equals(TXT))
                    .extracting(DnsAnswer::answered)
                    .containsExactly(false, false, true);
        }
    }

    private static void refused(SecureResolver kept, String words) throws InterruptedException {
        Deadline soon = Deadline.after(Patience.AMPLE, Ticker.system());
        for (Question each : List.of(TXT, new Question(DOMAIN, RecordType.MX))) {
            assertThat(kept.look(each, soon)).satisfies(answer -> {
                assertThat(answer.question()).isEqualTo(each);
                assertThat(answer.security()).isEqualTo(Security.NOT_ASKED);
                assertThat(answer.trouble()).contains(Trouble.EXTENSION_FAILED);
                assertThat(answer.detail()).contains(words);
            });
            assertThat(kept.fromEach(each, soon))
                    .singleElement()
                    .satisfies(answer -> assertThat(answer.detail()).contains(words));
        }
        assertThat(kept.rootValidation(soon).state()).isEqualTo(RootValidation.State.NOT_ASKED);
        assertThat(kept.queries()).isZero();
    }

    @Test
    void aResolverThatIsKeptServesNobodyLaterNorElsewhere() throws Exception {
        try (MailWorld mail = mail()) {
            SecureResolver[] kept = new SecureResolver[1];
            DomainReport report = survey(
                    mail,
                    builder -> builder.domainLookUp("acme.keeps", (subject, deadline) -> {
                                kept[0] = subject.resolver();
                                Throwable[] fault = new Throwable[1];
                                Thread other = new Thread(() -> {
                                    try {
                                        refused(kept[0], "another thread");
                                    } catch (Throwable any) {
                                        fault[0] = any;
                                    }
                                });
                                other.start();
                                other.join(TimeUnit.SECONDS.toMillis(Patience.SECONDS));
                                assertThat(fault[0]).isNull();
                                return List.of(good("acme.keeps"));
                            })
                            .domainLookUp("acme.later", (subject, deadline) -> {
                                refused(kept[0], "over");
                                return List.of(good("acme.later"));
                            }));
            refused(kept[0], "over");
            assertThat(facts(report, "acme.keeps").get(0).outcome().succeeded()).isTrue();
            assertThat(facts(report, "acme.later").get(0).outcome().succeeded()).isTrue();
            assertThat(report.facts().lookUps())
                    .noneMatch(each -> each.question().equals(TXT));
            assertThat(mail.world().asked()).doesNotContain(TXT.toString());
        }
    }

    /** What a stranger published may have become a question. */
    @Test
    void namesThatAreNoneAreShownSafely() throws Exception {
        try (MailWorld mail = mail()) {
            Question odd = new Question("\u001B[31m<script>alert(1)</script>\u202Etxt." + DOMAIN, RecordType.TXT);
            Question longer = new Question("a.".repeat(100_000) + DOMAIN, RecordType.TXT);
            Question bad = new Question("a..b." + DOMAIN, RecordType.TXT);
            DomainReport report = survey(
                    mail,
                    builder -> builder.domainLookUp("acme.odd", (subject, deadline) -> {
                        for (Question each : List.of(odd, longer, bad)) {
                            assertThat(subject.resolver().look(each, deadline)).satisfies(answer -> {
                                assertThat(answer.question()).isEqualTo(each);
                                assertThat(answer.trouble()).contains(Trouble.NAME);
                            });
                        }
                        return List.of(good("acme.odd"));
                    }));
            assertThat(facts(report, "acme.odd").get(0).outcome().succeeded())
                    .as(facts(report, "acme.odd").toString())
                    .isTrue();
            assertThat(report.facts().lookUps())
                    .filteredOn(each -> each.trouble().isPresent())
                    .hasSize(3);
            assertThat(report.forStrangers().asMap().toString()).doesNotContain("[31m");
        }
    }

    @Test
    void eachNameServerAloneIsAskedAndTold() throws Exception {
        try (MailWorld mail = mail()) {
            mail.world().servers(2);
            DomainReport report = survey(
                    mail,
                    builder -> builder.domainLookUp("acme.each", (subject, deadline) -> {
                        assertThat(subject.resolver().fromEach(TXT, deadline)).hasSize(2);
                        assertThat(subject.resolver().rootValidation(deadline).sound())
                                .isTrue();
                        assertThat(subject.resolver().queries()).isPositive();
                        return List.of(good("acme.each"));
                    }));
            assertThat(facts(report, "acme.each").get(0).outcome().succeeded())
                    .as(facts(report, "acme.each").toString())
                    .isTrue();
            assertThat(report.facts().lookUps())
                    .filteredOn(each -> each.question().equals(TXT))
                    .hasSize(2);
            assertThat(report.facts().askedByApplication()).containsExactly(TXT);
        }
    }

    @Test
    void strangersSurveysTellItNoInnerAddresses() throws Exception {
        try (MailWorld mail = mail()) {
            Question inner = new Question("inner." + DOMAIN, RecordType.A);
            Question open = new Question("open." + DOMAIN, RecordType.A);
            mail.world().a(inner.name(), "10.0.0.1").a(open.name(), "8.8.4.4").start();
            DomainLookUp<TargetFact> asking = new DomainLookUp<>() {
                @Override
                public List<Question> questions(String domain) {
                    return List.of(inner);
                }

                @Override
                public List<TargetFact> look(Subject subject, Deadline deadline) throws InterruptedException {
                    List<DnsAnswer> answers = subject.resolver().look(List.of(inner, open), deadline);
                    assertThat(answers.get(0).records()).isEmpty();
                    assertThat(answers.get(1).records()).hasSize(1);
                    return List.of(good("acme.inner"));
                }
            };
            DomainReport report = SmtpProbe.forUntrustedTargets().toBuilder()
                    .transport(mail.transport())
                    .secureResolver(mail.world().resolver())
                    .domainLookUp("acme.inner", asking)
                    .build()
                    .surveyDomain(DomainSurvey.of(DOMAIN)
                            .anchors(mail.world().anchors())
                            .deadline(Duration.ofSeconds(20))
                            .build());
            assertThat(facts(report, "acme.inner"))
                    .singleElement()
                    .satisfies(fact -> assertThat(fact.outcome().succeeded())
                            .as(fact.toString())
                            .isTrue());
            assertThat(report.asMap().toString()).doesNotContain("10.0.0.1");
        }
    }
}

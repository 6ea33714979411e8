/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.Callers.DOMAIN;
import static io.github.smtpprobe.domains.Callers.SHORT;
import static io.github.smtpprobe.domains.Callers.mail;
import static io.github.smtpprobe.domains.Callers.survey;
import static io.github.smtpprobe.domains.Callers.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.lookup.DomainLookUp;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a look-up of the application's may do to its survey: whatever it does, there is a report, in time. */
@Timeout(Patience.HANGING)
@Tag("waits")
class OddLookUpsTest {
    @ParameterizedTest
    @EnumSource(Oddity.class)
    void aLookUpThatFails(Oddity oddity) throws Exception {
        try (MailWorld mail = mail()) {
            DomainReport report = looking(mail, (subject, deadline) -> {
                List<TargetFact> good = List.of(
                        TargetFact.builder("acme.odd", "x", Outcome.done()).build());
                return oddity.list(
                        good,
                        List.of(TargetFact.builder("acme.other", "x", Outcome.done())
                                .build()));
            });
            List<TargetFact> odd = report.facts().targetFacts().stream()
                    .filter(each -> each.kind().equals("acme.odd"))
                    .toList();
            assertThat(Thread.interrupted()).isEqualTo(oddity == Oddity.INTERRUPTED);
            assertThat(report.facts().cancelled()).isEqualTo(oddity == Oddity.INTERRUPTED);
            if (oddity == Oddity.INTERRUPTED) {
                assertThat(odd)
                        .anyMatch(each -> each.outcome() instanceof Outcome.Failed failed
                                && failed.reason() == Reason.PROBE_CANCELLED);
            } else if (oddity != Oddity.FEWER && oddity != Oddity.MORE) {
                assertThat(odd)
                        .anyMatch(each -> each.outcome() instanceof Outcome.Failed failed
                                && failed.reason() == Reason.EXTENSION_FAILED);
            }
        }
    }

    private static DomainReport looking(MailWorld mail, DomainLookUp<TargetFact> lookUp) throws Exception {
        long started = System.nanoTime();
        DomainSurvey survey = survey(mail).deadline(Duration.ofSeconds(6)).build();
        DomainReport report = mail.probe().toBuilder()
                .domainLookUp("acme.odd", lookUp)
                .build()
                .surveyDomain(survey);
        within(SHORT, started);
        assertThat(report.facts().mx().security()).isEqualTo(Security.SECURE);
        Printed.of(report);
        return report;
    }

    /** It is meant for the thread of the look-up; who does otherwise breaks nothing of the survey. */
    @Test
    void aLookUpThatAsksOnThreadsOfItsOwn() throws Exception {
        try (MailWorld mail = mail()) {
            SecureResolver[] kept = new SecureResolver[1];
            DomainReport report = looking(mail, (subject, deadline) -> {
                kept[0] = subject.resolver();
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    int number = i;
                    threads.add(new Thread(() -> {
                        for (int j = 0; j < 20; j++) {
                            try {
                                subject.resolver()
                                        .look(
                                                new Question("n" + number + j % 2 + ".example.test", RecordType.A),
                                                deadline);
                            } catch (InterruptedException ended) {
                                return;
                            }
                        }
                    }));
                }
                threads.forEach(Thread::start);
                for (Thread each : threads) {
                    each.join();
                }
                return List.of(
                        TargetFact.builder("acme.odd", "x", Outcome.done()).build());
            });
            assertThat(report.facts().targetFacts())
                    .anyMatch(each -> each.kind().equals("acme.odd"));
            assertThat(kept[0].look(
                                    new Question(DOMAIN, RecordType.MX),
                                    Deadline.after(SHORT, io.github.smtpprobe.clock.Ticker.system()))
                            .question()
                            .name())
                    .isEqualTo(DOMAIN);
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.Callers.DOMAIN;
import static io.github.smtpprobe.domains.Callers.SHORT;
import static io.github.smtpprobe.domains.Callers.forever;
import static io.github.smtpprobe.domains.Callers.mail;
import static io.github.smtpprobe.domains.Callers.survey;
import static io.github.smtpprobe.domains.Callers.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a resolver of the application's may do to its survey: whatever it says, there is a report, in time. */
@Timeout(Patience.HANGING)
class OddResolversTest {
    private static final Duration AMPLE = Duration.ofSeconds(20);

    private static final DnsAnswer OTHER = DnsAnswer.to(new Question("other.test", RecordType.MX), Security.SECURE)
            .result(DnsResult.NO_RECORDS)
            .build();

    /** Only what never ends needs a deadline that is near. */
    private static DomainReport asking(MailWorld mail, SecureResolver resolver) throws Exception {
        return asking(mail, resolver, false);
    }

    private static DomainReport asking(MailWorld mail, SecureResolver resolver, boolean endless) throws Exception {
        DomainSurvey survey = survey(mail).deadline(endless ? SHORT : AMPLE).build();
        long started = System.nanoTime();
        DomainReport report =
                mail.probe().toBuilder().secureResolver(resolver).build().surveyDomain(survey);
        within(SHORT, started);
        Printed.of(report);
        return report;
    }

    @ParameterizedTest
    @EnumSource(Oddity.class)
    void aResolverWhoseAnswersAreNone(Oddity oddity) throws Exception {
        try (MailWorld mail = mail()) {
            mail.world().start();
            DomainReport report = asking(
                    mail,
                    new OddResolver(mail.world().resolver()) {
                        @Override
                        public List<DnsAnswer> look(List<Question> questions, Deadline deadline)
                                throws InterruptedException {
                            List<DnsAnswer> other =
                                    questions.stream().map(each -> OTHER).toList();
                            return oddity.list(super.look(questions, deadline), other);
                        }
                    },
                    oddity == Oddity.BLOCKS);
            boolean interrupted = oddity == Oddity.INTERRUPTED;
            assertThat(Thread.interrupted()).isEqualTo(interrupted);
            assertThat(report.facts().cancelled()).isEqualTo(interrupted);
            assertThat(report.facts().mx().question()).isEqualTo(new Question(DOMAIN, RecordType.MX));
            assertThat(report.facts().mx().security()).isEqualTo(Security.NOT_TESTED);
            assertThat(report.facts().mx().trouble())
                    .contains(
                            switch (oddity) {
                                case BLOCKS -> Trouble.DEADLINE;
                                case INTERRUPTED -> Trouble.CANCELLED;
                                default -> Trouble.EXTENSION_FAILED;
                            });
        }
    }

    @ParameterizedTest
    @EnumSource(Oddity.class)
    void aResolverThatCannotCompare(Oddity oddity) throws Exception {
        try (MailWorld mail = mail()) {
            mail.world().servers(2);
            SecureResolver odd = new OddResolver(mail.world().resolver()) {
                @Override
                public List<DnsAnswer> fromEach(Question question, Deadline deadline) throws InterruptedException {
                    return oddity.list(super.fromEach(question, deadline), List.of(OTHER, OTHER));
                }
            };
            DomainReport report = asking(mail, odd);
            assertThat(report.facts().mx().security()).isEqualTo(Security.SECURE);
            io.github.smtpprobe.surveys.GuardedResolver guarded = new io.github.smtpprobe.surveys.GuardedResolver(
                    odd,
                    new io.github.smtpprobe.guard.Guard(new io.github.smtpprobe.guard.Cancellation()),
                    Thread.currentThread());
            List<DnsAnswer> each = guarded.fromEach(
                    new Question(DOMAIN, RecordType.MX),
                    Deadline.after(SHORT, io.github.smtpprobe.clock.Ticker.system()));
            assertThat(Thread.interrupted()).isEqualTo(oddity == Oddity.INTERRUPTED);
            assertThat(each).allMatch(answer -> answer.question().name().equals(DOMAIN));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"throws", "error", "null", "blocks"})
    void aResolverWithoutAFooting(String how) throws Exception {
        try (MailWorld mail = mail()) {
            mail.world().start();
            DomainReport report = asking(
                    mail,
                    new OddResolver(mail.world().resolver()) {
                        @Override
                        public RootValidation rootValidation(Deadline deadline) throws InterruptedException {
                            return switch (how) {
                                case "throws" -> throw new IllegalStateException("\u202Eno");
                                case "error" -> throw new AssertionError("no");
                                case "null" -> null;
                                default -> {
                                    new CountDownLatch(1).await();
                                    yield super.rootValidation(deadline);
                                }
                            };
                        }
                    },
                    how.equals("blocks"));
            assertThat(report.facts().rootValidation())
                    .hasValueSatisfying(
                            rootValidation -> assertThat(rootValidation.sound()).isFalse());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"throws", "error", "less", "blocks"})
    void aResolverThatCannotCount(String how) throws Exception {
        try (MailWorld mail = mail()) {
            mail.world().start();
            DomainReport report = asking(mail, new OddResolver(mail.world().resolver()) {
                @Override
                public long queries() {
                    switch (how) {
                        case "throws" -> throw new IllegalStateException("no");
                        case "error" -> throw new AssertionError("no");
                        case "blocks" -> forever();
                        default -> {}
                    }
                    return Long.MIN_VALUE;
                }
            });
            assertThat(report.facts().queries()).isNotNegative();
            assertThat(report.facts().mx().security()).isEqualTo(Security.SECURE);
        }
    }

    @Test
    void aResolverThatIsSharedIsCountedForEachSurvey() throws Exception {
        try (MailWorld mail = mail()) {
            SecureResolver shared = mail.world().start().resolver();
            int first = asking(mail, shared).facts().queries();
            assertThat(first)
                    .isPositive()
                    .isLessThanOrEqualTo(mail.world().asked().size());
            int before = mail.world().asked().size();
            assertThat(asking(mail, shared).facts().queries())
                    .isEqualTo(mail.world().asked().size() - before);
        }
    }
}

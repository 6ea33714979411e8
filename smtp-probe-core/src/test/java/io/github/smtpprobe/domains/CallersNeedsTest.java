/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.LookUpWorld.TXT;
import static io.github.smtpprobe.domains.LookUpWorld.facts;
import static io.github.smtpprobe.domains.LookUpWorld.failed;
import static io.github.smtpprobe.domains.LookUpWorld.good;
import static io.github.smtpprobe.domains.LookUpWorld.mail;
import static io.github.smtpprobe.domains.LookUpWorld.numbered;
import static io.github.smtpprobe.domains.LookUpWorld.survey;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.lookup.DomainLookUp;
import io.github.smtpprobe.lookup.Subject;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.survey.DomainReport;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What look-ups of an application's may say that they need: the survey goes on, and says what was wrong. */
@Timeout(Patience.HANGING)
@Tag("waits")
class CallersNeedsTest {
    private static final int MOST_AT_ONCE = 20;

    /** What it may say that it needs. */
    private enum Need {
        THROWS("threw IllegalStateException"),
        OVERFLOWS("threw StackOverflowError"),
        NULL("returned null"),
        NULL_ELEMENTS("returned questions that cannot be asked, or are beyond 20: 2"),
        OTHERS("returned questions that cannot be asked, or are beyond 20: 1"),
        MANY("returned questions that cannot be asked, or are beyond 20: 9980"),
        ENDLESS("returned questions that cannot be asked, or are beyond 20: 2147483627"),
        HANGS("did not end in time");

        private final String words;

        Need(String words) {
            this.words = words;
        }

        List<Question> questions() throws InterruptedException {
            return switch (this) {
                case THROWS -> throw new IllegalStateException("\u202Eno");
                case OVERFLOWS -> throw new StackOverflowError();
                case NULL -> null;
                case NULL_ELEMENTS -> Arrays.asList(null, TXT, null);
                case OTHERS -> others();
                case MANY ->
                    IntStream.range(0, 10_000).mapToObj(LookUpWorld::numbered).toList();
                case ENDLESS ->
                    new AbstractList<>() {
                        @Override
                        public Question get(int index) {
                            return numbered(index);
                        }

                        @Override
                        public int size() {
                            return Integer.MAX_VALUE;
                        }
                    };
                case HANGS -> {
                    new CountDownLatch(1).await();
                    yield List.of();
                }
            };
        }

        @SuppressWarnings({"unchecked", "rawtypes"}) // as callers without generics do
        private static List<Question> others() {
            return (List) List.of(TXT, "a string");
        }
    }

    @SuppressWarnings("unchecked") // as languages without checked exceptions do
    private static <T extends Throwable> void rethrow(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private record Needy(Need need) implements DomainLookUp<TargetFact> {
        @Override
        public List<Question> questions(String domain) {
            try {
                return need.questions();
            } catch (InterruptedException ended) {
                rethrow(ended);
                return List.of();
            }
        }

        @Override
        public List<TargetFact> look(Subject subject, Deadline deadline) {
            return List.of(good("acme.needy"));
        }
    }

    @ParameterizedTest
    @EnumSource(Need.class)
    void oneThatCannotSayWhatItNeedsLooksAllTheSame(Need need) throws Exception {
        try (MailWorld mail = mail()) {
            mail.world().start();
            DomainReport report = survey(
                    mail,
                    builder -> builder.secureResolver(
                                    new LookUpWorld.Quick(mail.world().resolver()))
                            .domainLookUp("acme.needy", new Needy(need))
                            .domainLookUp("acme.next", (subject, deadline) -> List.of(good("acme.next"))));
            List<TargetFact> facts = facts(report, "acme.needy");
            assertThat(facts).hasSize(2);
            assertThat(facts.get(0).outcome().succeeded()).isTrue();
            failed(facts.get(1), "Needy " + need.words);
            assertThat(facts(report, "acme.next"))
                    .singleElement()
                    .satisfies(fact -> assertThat(fact.outcome().succeeded()).isTrue());
            assertThat(report.facts().targetFacts())
                    .extracting(TargetFact::kind)
                    .containsExactly("server-reverse-name", "acme.needy", "acme.needy", "acme.next");
            assertThat(report.facts().lookUps())
                    .filteredOn(each -> each.question().name().startsWith("n"))
                    .hasSize(need == Need.MANY || need == Need.ENDLESS ? MOST_AT_ONCE : 0);
        }
    }

    @Test
    void aNameThatNobodyAnswersForTakesTheFirstRoundAndNotTheSurvey() throws Exception {
        try (MailWorld mail = mail()) {
            mail.world().silent(TXT.name(), "TXT");
            DomainLookUp<TargetFact> waiting = new DomainLookUp<>() {
                @Override
                public List<Question> questions(String domain) {
                    return List.of(TXT);
                }

                @Override
                public List<TargetFact> look(Subject subject, Deadline deadline) throws InterruptedException {
                    assertThat(subject.resolver().look(TXT, deadline).answered())
                            .isFalse();
                    return List.of(good("acme.waiting"));
                }
            };
            DomainReport report = survey(mail, builder -> builder.domainLookUp("acme.waiting", waiting));
            assertThat(facts(report, "acme.waiting").get(0).outcome().succeeded())
                    .isTrue();
            assertThat(report.facts().lookUps())
                    .filteredOn(each -> each.question().equals(TXT))
                    .as("it is not waited for again")
                    .hasSize(1);
        }
    }
}

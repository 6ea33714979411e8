/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.Footing;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.testkit.VirtualTicker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the surveys of a batch share of DNS and of policies, for how long, and what they do not. */
class SharedAnswersTest {
    private static final Question QUESTION = new Question("mx.example.com", RecordType.A);
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final VirtualTicker ticker = new VirtualTicker();
    private final AtomicInteger asked = new AtomicInteger();

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(30), Ticker.system());
    }

    private static DnsAnswer.Builder learned(Question question) {
        return DnsAnswer.to(question, Security.SECURE)
                .records(List.of(
                        DnsRecord.of(question.name(), RecordType.A, Duration.ofHours(1), new byte[] {8, 8, 8, 8})))
                .finalName(question.name())
                .queries(3);
    }

    private SecureResolver answering(Function<Question, DnsAnswer> answers) {
        return new SecureResolver() {
            @Override
            public List<DnsAnswer> look(List<Question> questions, Deadline deadline) {
                asked.addAndGet(questions.size());
                return questions.stream().map(answers).toList();
            }

            @Override
            public Footing footing(Deadline deadline) {
                asked.incrementAndGet();
                return Footing.of(Footing.State.SOUND, "");
            }

            @Override
            public List<DnsAnswer> fromEach(Question question, Deadline deadline) {
                return List.of();
            }
        };
    }

    private SharedAnswers shared(Function<Question, DnsAnswer> answers) {
        return new SharedAnswers(answering(answers), ticker, CLOCK);
    }

    @Test
    void anAnswerIsSharedWithinItsTimeToLive() throws Exception {
        SharedAnswers shared =
                shared(question -> learned(question).ttl(Duration.ofMinutes(5)).build());
        SecureResolver first = shared.forOne();
        SecureResolver second = shared.forOne();
        DnsAnswer answer = first.look(QUESTION, soon());
        ticker.advance(Duration.ofMinutes(5).minusMillis(1));
        DnsAnswer known = second.look(QUESTION, soon());
        assertThat(known).isEqualTo(answer);
        assertThat(known.queries()).isZero();
        assertThat(first.queries()).isEqualTo(3);
        assertThat(second.queries()).isZero();
        assertThat(asked).hasValue(1);
        ticker.advance(Duration.ofMillis(1));
        second.look(QUESTION, soon());
        assertThat(asked).hasValue(2);
    }

    @Test
    void noAnswerIsKeptForMoreThanAnHourOrBeyondItsSignature() throws Exception {
        keptFor(learned(QUESTION).ttl(Duration.ofDays(7)), Duration.ofHours(1));
        keptFor(learned(QUESTION).ttl(Duration.ofDays(7)).signedUntil(NOW.plusSeconds(90)), Duration.ofSeconds(90));
        keptFor(learned(QUESTION), Duration.ofMinutes(1));
        keptFor(learned(QUESTION).security(Security.NOT_TESTED).ttl(Duration.ofHours(1)), Duration.ofSeconds(30));
    }

    private void keptFor(DnsAnswer.Builder answer, Duration time) throws InterruptedException {
        asked.set(0);
        SecureResolver shared = shared(question -> answer.build()).forOne();
        shared.look(QUESTION, soon());
        ticker.advance(time.minusMillis(1));
        shared.look(QUESTION, soon());
        assertThat(asked).hasValue(1);
        ticker.advance(Duration.ofMillis(1));
        shared.look(QUESTION, soon());
        assertThat(asked).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource(Trouble.class)
    void troubleIsNeverKept(Trouble trouble) throws Exception {
        SecureResolver shared = shared(question -> DnsAnswer.to(question, Security.FAILED)
                        .trouble(trouble)
                        .ttl(Duration.ofHours(1))
                        .build())
                .forOne();
        shared.look(QUESTION, soon());
        shared.look(QUESTION, soon());
        assertThat(asked).hasValue(2);
    }

    @Test
    void anAnswerWithoutAnyTimeToLiveIsForTheOneWhoAsked() throws Exception {
        SecureResolver shared =
                shared(question -> learned(question).ttl(Duration.ZERO).build()).forOne();
        shared.look(QUESTION, soon());
        shared.look(QUESTION, soon());
        assertThat(asked).hasValue(2);
    }

    /** One asks and twenty wait, each in a round with a question of its own. */
    @Test
    void whoAsksWhatIsBeingAskedWaitsForThat() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch askingOthers = new CountDownLatch(20);
        SharedAnswers shared = shared(question -> {
            if (question.equals(QUESTION)) {
                asking.countDown();
                await(answer);
            } else {
                askingOthers.countDown();
            }
            return learned(question).ttl(Duration.ofHours(1)).build();
        });
        ExecutorService pool = Executors.newCachedThreadPool();
        try {
            Future<DnsAnswer> first = pool.submit(() -> shared.forOne().look(QUESTION, soon()));
            asking.await();
            List<Future<List<DnsAnswer>>> others = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Question own = new Question("d" + i + ".example", RecordType.MX);
                others.add(pool.submit(() -> shared.forOne().look(List.of(own, QUESTION, own), soon())));
            }
            askingOthers.await();
            answer.countDown();
            for (Future<List<DnsAnswer>> each : others) {
                assertThat(each.get().get(1)).isEqualTo(first.get());
                assertThat(each.get().get(0)).isEqualTo(each.get().get(2));
            }
            assertThat(asked).hasValue(21);
        } finally {
            pool.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** The round of the one who asks hangs: two seconds later somebody else asks. */
    @Test
    void nobodyHangsOnTheRoundOfAnother() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CompletableFuture<Boolean> asking = new CompletableFuture<>();
        AtomicInteger times = new AtomicInteger();
        SharedAnswers shared = new SharedAnswers(
                answering(question -> {
                    if (times.incrementAndGet() == 1) {
                        asking.complete(true);
                        await(never);
                    }
                    return learned(question).ttl(Duration.ofHours(1)).build();
                }),
                Ticker.system(),
                CLOCK);
        ExecutorService pool = Executors.newCachedThreadPool();
        try {
            pool.submit(() -> shared.forOne().look(QUESTION, soon()));
            asking.get();
            assertThat(shared.forOne().look(QUESTION, soon()).answered()).isTrue();
            assertThat(times).hasValue(2);
            assertThat(shared.forOne().look(QUESTION, soon()).answered()).isTrue();
            assertThat(times).hasValue(2);
        } finally {
            never.countDown();
            pool.shutdownNow();
        }
    }

    /** Who waits for one whose time is over, or that breaks down, asks for itself. */
    @Test
    void whatIsOfTheOneWhoAskedIsToldToNobodyElse() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch asking = new CountDownLatch(1);
        AtomicInteger times = new AtomicInteger();
        SharedAnswers shared = shared(question -> {
            if (times.incrementAndGet() == 1) {
                asking.countDown();
                await(answer);
                throw new IllegalStateException("broken");
            }
            return learned(question).ttl(Duration.ofHours(1)).build();
        });
        ExecutorService pool = Executors.newCachedThreadPool();
        try {
            Future<DnsAnswer> first = pool.submit(() -> shared.forOne().look(QUESTION, soon()));
            asking.await();
            Future<DnsAnswer> second = pool.submit(() -> shared.forOne().look(QUESTION, soon()));
            answer.countDown();
            assertThat(second.get().answered()).isTrue();
            assertThatThrownBy(first::get).hasRootCauseMessage("broken");
            assertThat(times).hasValue(2);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void onlySomeThousandsAreKeptAndNoMoreThanSixteenMebibytes() throws Exception {
        Shared<Integer, String> shared = new Shared<>(100, 1_000, Duration.ofSeconds(2), ticker);
        for (int i = 0; i < 1_000; i++) {
            shared.enter(i).settle(Optional.of("x"), Duration.ofHours(1), 5);
        }
        assertThat(shared.size()).isEqualTo(100);
        assertThat(shared.enter(999).leads()).isFalse();
        assertThat(shared.enter(1).leads()).isTrue();
        for (int i = 0; i < 1_000; i++) {
            shared.enter(i).settle(Optional.of("x"), Duration.ofHours(1), 100);
        }
        assertThat(shared.size()).isLessThanOrEqualTo(10);
        shared.enter(-1).settle(Optional.of("x"), Duration.ofHours(1), 1_001);
        assertThat(shared.enter(-1).leads()).as("too large").isTrue();
    }

    @Test
    void theGroundIsLookedAtOnce() throws Exception {
        SharedAnswers shared = shared(question -> learned(question).build());
        assertThat(shared.forOne().footing(soon()).sound()).isTrue();
        assertThat(shared.forOne().footing(soon()).sound()).isTrue();
        assertThat(asked).hasValue(1);
    }

    /** One that has little time left hears nothing, which is no word for those who have more. */
    @Test
    void aSilenceOfAMomentIsNotToldToOthers() throws Exception {
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger looks = new AtomicInteger();
        SecureResolver good = answering(question -> learned(question).build());
        SharedAnswers shared = new SharedAnswers(
                new SecureResolver() {
                    @Override
                    public List<DnsAnswer> look(List<Question> questions, Deadline deadline)
                            throws InterruptedException {
                        return good.look(questions, deadline);
                    }

                    @Override
                    public Footing footing(Deadline deadline) throws InterruptedException {
                        if (looks.incrementAndGet() > 1) {
                            return good.footing(deadline);
                        }
                        asking.countDown();
                        answer.await();
                        return Footing.of(Footing.State.SILENT, "");
                    }

                    @Override
                    public List<DnsAnswer> fromEach(Question question, Deadline deadline) {
                        return List.of();
                    }
                },
                ticker,
                CLOCK);
        ExecutorService pool = Executors.newCachedThreadPool();
        try {
            Deadline hurry = Deadline.after(Duration.ofSeconds(1), Ticker.system());
            Future<Footing> first = pool.submit(() -> shared.forOne().footing(hurry));
            asking.await();
            Future<Footing> second = pool.submit(() -> shared.forOne().footing(soon()));
            answer.countDown();
            assertThat(first.get().state()).isEqualTo(Footing.State.SILENT);
            assertThat(second.get().sound()).isTrue();
        } finally {
            pool.shutdownNow();
        }
    }

    private static PolicyFetch fetched(PolicyFetch.Outcome outcome) {
        return PolicyFetch.builder("mta-sts.example.com", outcome).build();
    }

    @ParameterizedTest
    @EnumSource(PolicyFetch.Outcome.class)
    void aPolicyIsTriedForOnceInFiveMinutes(PolicyFetch.Outcome outcome) {
        SharedPolicies policies = new SharedPolicies(ticker);
        AtomicInteger tries = new AtomicInteger();
        Runnable fetch = () -> policies.fetch("example.com", "mta-sts.example.com", soon(), () -> {
            tries.incrementAndGet();
            return fetched(outcome);
        });
        fetch.run();
        ticker.advance(Duration.ofMinutes(5).minusMillis(1));
        fetch.run();
        boolean ours = outcome == PolicyFetch.Outcome.CANCELLED
                || outcome == PolicyFetch.Outcome.LOCAL
                || outcome == PolicyFetch.Outcome.TIME; // of no time at all
        assertThat(tries).hasValue(ours ? 2 : 1);
        ticker.advance(Duration.ofMinutes(5));
        fetch.run();
        assertThat(tries).hasValue(ours ? 3 : 2);
    }
}

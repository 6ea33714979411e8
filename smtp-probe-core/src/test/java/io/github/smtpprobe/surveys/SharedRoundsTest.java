/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import static io.github.smtpprobe.surveys.CountedAnswers.CLOCK;
import static io.github.smtpprobe.surveys.CountedAnswers.QUESTION;
import static io.github.smtpprobe.surveys.CountedAnswers.learned;
import static io.github.smtpprobe.surveys.CountedAnswers.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.testkit.VirtualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Surveys that want to know the same at once: one asks, and the others wait for it, though not for ever. */
class SharedRoundsTest {
    private final VirtualTicker ticker = new VirtualTicker();
    private final AtomicInteger asked = new AtomicInteger();

    private SharedAnswers shared(Function<Question, DnsAnswer> answers) {
        return new SharedAnswers(new CountedAnswers(asked, answers), ticker, CLOCK);
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
                new CountedAnswers(asked, question -> {
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

    /** One that has little time left hears nothing, which is no word for those who have more. */
    @Test
    void aSilenceOfAMomentIsNotToldToOthers() throws Exception {
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger looks = new AtomicInteger();
        SecureResolver good =
                new CountedAnswers(asked, question -> learned(question).build());
        SharedAnswers shared = new SharedAnswers(
                new SecureResolver() {
                    @Override
                    public List<DnsAnswer> look(List<Question> questions, Deadline deadline)
                            throws InterruptedException {
                        return good.look(questions, deadline);
                    }

                    @Override
                    public RootValidation rootValidation(Deadline deadline) throws InterruptedException {
                        if (looks.incrementAndGet() > 1) {
                            return good.rootValidation(deadline);
                        }
                        asking.countDown();
                        answer.await();
                        return RootValidation.of(RootValidation.State.SILENT, "");
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
            Future<RootValidation> first = pool.submit(() -> shared.forOne().rootValidation(hurry));
            asking.await();
            Future<RootValidation> second = pool.submit(() -> shared.forOne().rootValidation(soon()));
            answer.countDown();
            assertThat(first.get().state()).isEqualTo(RootValidation.State.SILENT);
            assertThat(second.get().sound()).isTrue();
        } finally {
            pool.shutdownNow();
        }
    }
}

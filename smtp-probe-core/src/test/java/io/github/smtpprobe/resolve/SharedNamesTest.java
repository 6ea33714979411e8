/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.testkit.VirtualTicker;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One resolver for many probes: a question is asked once, and again when its answer is too old. */
class SharedNamesTest {
    private final VirtualTicker ticker = new VirtualTicker();
    private final AtomicInteger asked = new AtomicInteger();

    private SharedNames answering(Answering answer) {
        return new SharedNames(
                new MailResolver() {
                    @Override
                    public Answer<Exchanger> exchangers(String domain, Deadline deadline) throws InterruptedException {
                        asked.incrementAndGet();
                        return answer.to(domain);
                    }

                    @Override
                    public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
                        asked.incrementAndGet();
                        return Answer.found(List.of(InetAddress.getLoopbackAddress()));
                    }
                },
                2,
                ticker);
    }

    private interface Answering {
        MailResolver.Answer<MailResolver.Exchanger> to(String domain) throws InterruptedException;
    }

    private Deadline deadline() {
        return Deadline.after(Duration.ofMinutes(1), ticker);
    }

    private static MailResolver.Answer<MailResolver.Exchanger> mx(String domain) {
        return MailResolver.Answer.found(List.of(new MailResolver.Exchanger(10, "mx." + domain)));
    }

    @Test
    void anAnswerIsSharedWithinItsTimeToLive() throws Exception {
        SharedNames names = answering(domain -> mx(domain).withTtl(Duration.ofSeconds(300)));
        assertThat(names.exchangers("a.example", deadline())).isEqualTo(mx("a.example"));
        ticker.advance(Duration.ofSeconds(299));
        names.exchangers("a.example", deadline());
        assertThat(asked).hasValue(1);
        names.exchangers("b.example", deadline());
        ticker.advance(Duration.ofSeconds(1));
        names.exchangers("a.example", deadline());
        assertThat(asked).hasValue(3);
        names.addresses("a.example", AddressFamilies.IPV4_ONLY, deadline());
        names.addresses("a.example", AddressFamilies.IPV6_ONLY, deadline());
        names.addresses("a.example", AddressFamilies.IPV4_ONLY, deadline());
        assertThat(asked).as("each family is a question of its own").hasValue(5);
    }

    @Test
    void withoutATimeToLiveSilenceIsKeptLessLongThanRecords() throws Exception {
        SharedNames names = answering(domain -> domain.startsWith("dead")
                ? MailResolver.Answer.none(MailResolver.Status.TIMEOUT, "no name server answered in time")
                : mx(domain));
        names.exchangers("dead.example", deadline());
        names.exchangers("live.example", deadline());
        ticker.advance(Duration.ofSeconds(11));
        names.exchangers("live.example", deadline());
        assertThat(asked).hasValue(2);
        names.exchangers("dead.example", deadline());
        assertThat(asked).hasValue(3);
    }

    @Test
    void aQuestionIsOnItsWayOnce() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        SharedNames names = answering(domain -> {
            begun.countDown();
            answered.await();
            return mx(domain);
        });
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<MailResolver.Answer<MailResolver.Exchanger>>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit(() -> names.exchangers("a.example", deadline())));
            }
            assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
            answered.countDown();
            for (Future<MailResolver.Answer<MailResolver.Exchanger>> each : answers) {
                assertThat(each.get(1, TimeUnit.MINUTES)).isEqualTo(mx("a.example"));
            }
            assertThat(asked).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void noMoreQuestionsAreOnTheirWayThanAllowed() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(2);
        SharedNames names = answering(domain -> {
            begun.countDown();
            answered.await();
            return mx(domain);
        });
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<MailResolver.Answer<MailResolver.Exchanger>>> answers = new ArrayList<>();
            for (String domain : List.of("a.example", "b.example")) {
                answers.add(threads.submit(() -> names.exchangers(domain, deadline())));
            }
            assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
            Deadline over = Deadline.after(Duration.ZERO, ticker);
            Future<MailResolver.Answer<MailResolver.Exchanger>> third =
                    threads.submit(() -> names.exchangers("c.example", over));
            assertThat(third.get(1, TimeUnit.MINUTES).status()).isEqualTo(MailResolver.Status.TIMEOUT);
            assertThat(asked).as("the third has had no turn").hasValue(2);
            answered.countDown();
            for (Future<MailResolver.Answer<MailResolver.Exchanger>> each : answers) {
                assertThat(each.get(1, TimeUnit.MINUTES).status()).isEqualTo(MailResolver.Status.FOUND);
            }
            assertThat(names.exchangers("c.example", deadline())).isEqualTo(mx("c.example"));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatAResolverThrowsIsNotKept() throws Exception {
        SharedNames names = answering(domain -> {
            if (asked.get() == 1) {
                throw new IllegalStateException("broken");
            }
            return mx(domain);
        });
        assertThatThrownBy(() -> names.exchangers("a.example", deadline())).isInstanceOf(IllegalStateException.class);
        assertThat(names.exchangers("a.example", deadline())).isEqualTo(mx("a.example"));
    }
}

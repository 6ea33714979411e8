/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is left of a round of questions when its time is over. */
@Tag("waits")
class GuardedResolverTest {
    private static final Question QUESTION = new Question("example.com", RecordType.MX);

    /** Waits until its time is over, as one name that nobody answers for makes it do, and then tells what it has. */
    private static class Patient implements SecureResolver {
        @Override
        public List<DnsAnswer> look(List<Question> questions, Deadline deadline) throws InterruptedException {
            assertThat(new CountDownLatch(1).await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS))
                    .isFalse();
            return questions.stream()
                    .map(each -> DnsAnswer.to(each, Security.SECURE)
                            .result(DnsResult.NO_NAME)
                            .build())
                    .toList();
        }

        @Override
        public RootValidation rootValidation(Deadline deadline) {
            return RootValidation.of(RootValidation.State.SOUND, "");
        }

        @Override
        public List<DnsAnswer> fromEach(Question question, Deadline deadline) throws InterruptedException {
            return look(List.of(question, question), deadline);
        }
    }

    private static GuardedResolver guarded(SecureResolver resolver) {
        return new GuardedResolver(resolver, new Guard(new Cancellation()), Thread.currentThread());
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(2), Ticker.system());
    }

    @Test
    void whatWasLearnedUntilTheEndIsKept() throws Exception {
        Deadline deadline = soon();
        assertThat(guarded(new Patient()).look(QUESTION, deadline).security()).isEqualTo(Security.SECURE);
        assertThat(guarded(new Patient()).fromEach(QUESTION, soon())).hasSize(2);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void whoDoesNotEndIsInterrupted() throws Exception {
        DnsAnswer answer = guarded(new Patient() {
                    @Override
                    public List<DnsAnswer> look(List<Question> questions, Deadline deadline)
                            throws InterruptedException {
                        new CountDownLatch(1).await();
                        return super.look(questions, deadline);
                    }
                })
                .look(QUESTION, soon());
        assertThat(answer.security()).isEqualTo(Security.NOT_TESTED);
        assertThat(answer.trouble()).contains(Trouble.DEADLINE);
    }
}

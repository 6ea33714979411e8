/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Footing;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is learned of a round, though one of its questions is never answered. */
class GuardedResolverTest {
    private static final Question MX = new Question("example.com", RecordType.MX);
    private static final Question SILENT = new Question("silent.example.com", RecordType.TXT);

    /** Waits for the last answer until its deadline, and takes a moment to put the others together. */
    private record Slow(Duration moment) implements SecureResolver {
        @Override
        public List<DnsAnswer> look(List<Question> questions, Deadline deadline) throws InterruptedException {
            spin(deadline);
            spin(Deadline.after(moment, Ticker.system()));
            return List.of(
                    DnsAnswer.to(MX, Security.SECURE)
                            .result(DnsAnswer.Result.NO_RECORDS)
                            .build(),
                    DnsAnswer.to(SILENT, Security.FAILED)
                            .trouble(Trouble.SILENT)
                            .build());
        }

        private static void spin(Deadline deadline) throws InterruptedException {
            while (!deadline.expired()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                Thread.onSpinWait();
            }
        }

        @Override
        public Footing footing(Deadline deadline) {
            return Footing.of(Footing.State.SOUND, "");
        }

        @Override
        public List<DnsAnswer> fromEach(Question question, Deadline deadline) throws InterruptedException {
            return look(List.of(question), deadline);
        }
    }

    @Test
    void whatWasLearnedIsNotLostWhereOneNameIsSilent() {
        Guard guard = new Guard(new Cancellation());
        List<DnsAnswer> answers = new GuardedResolver(new Slow(Duration.ofMillis(80)), guard, Thread.currentThread())
                .look(List.of(MX, SILENT), Deadline.after(Duration.ofSeconds(3), Ticker.system()));
        assertThat(answers).extracting(DnsAnswer::security).containsExactly(Security.SECURE, Security.FAILED);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}

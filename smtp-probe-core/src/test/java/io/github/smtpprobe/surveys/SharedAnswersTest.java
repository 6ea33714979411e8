/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import static io.github.smtpprobe.surveys.CountedAnswers.CLOCK;
import static io.github.smtpprobe.surveys.CountedAnswers.NOW;
import static io.github.smtpprobe.surveys.CountedAnswers.QUESTION;
import static io.github.smtpprobe.surveys.CountedAnswers.learned;
import static io.github.smtpprobe.surveys.CountedAnswers.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.testkit.VirtualTicker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the surveys of a batch share of DNS, for how long, and what they do not. */
class SharedAnswersTest {
    private final VirtualTicker ticker = new VirtualTicker();
    private final AtomicInteger asked = new AtomicInteger();

    private SharedAnswers shared(Function<Question, DnsAnswer> answers) {
        return new SharedAnswers(new CountedAnswers(asked, answers), ticker, CLOCK);
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
        assertThat(shared.forOne().rootValidation(soon()).sound()).isTrue();
        assertThat(shared.forOne().rootValidation(soon()).sound()).isTrue();
        assertThat(asked).hasValue(1);
    }
}

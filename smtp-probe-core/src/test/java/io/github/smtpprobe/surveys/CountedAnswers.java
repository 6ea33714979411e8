/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.Security;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Answers that a test makes of the questions, each of which is counted. */
final class CountedAnswers implements SecureResolver {
    static final Question QUESTION = new Question("mx.example.com", RecordType.A);
    static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final AtomicInteger asked;
    private final Function<Question, DnsAnswer> answers;

    CountedAnswers(AtomicInteger asked, Function<Question, DnsAnswer> answers) {
        this.asked = asked;
        this.answers = answers;
    }

    static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(30), Ticker.system());
    }

    static DnsAnswer.Builder learned(Question question) {
        return DnsAnswer.to(question, Security.SECURE)
                .records(List.of(
                        DnsRecord.of(question.name(), RecordType.A, Duration.ofHours(1), new byte[] {8, 8, 8, 8})))
                .finalName(question.name())
                .queries(3);
    }

    @Override
    public List<DnsAnswer> look(List<Question> questions, Deadline deadline) {
        asked.addAndGet(questions.size());
        return questions.stream().map(answers).toList();
    }

    @Override
    public RootValidation rootValidation(Deadline deadline) {
        asked.incrementAndGet();
        return RootValidation.of(RootValidation.State.SOUND, "");
    }

    @Override
    public List<DnsAnswer> fromEach(Question question, Deadline deadline) {
        return List.of();
    }
}

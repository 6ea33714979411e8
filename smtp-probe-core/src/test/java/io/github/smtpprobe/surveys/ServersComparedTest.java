/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Name servers are compared as long as that takes no long waiting, and are not blamed for what is ours. */
class ServersComparedTest {
    private static final List<Question> QUESTIONS = List.of(
            new Question("example.test", RecordType.MX), new Question("_25._tcp.mx.example.test", RecordType.TLSA));

    private final List<Question> asked = new ArrayList<>();

    /** Two servers, of which the second never answers, for this reason. */
    private List<DnsAnswer> differing(Trouble why) {
        return differing(why, Duration.ofMinutes(1));
    }

    private List<DnsAnswer> differing(Trouble why, Duration time) {
        SecureResolver two = new SecureResolver() {
            @Override
            public List<DnsAnswer> look(List<Question> questions, Deadline deadline) {
                throw new AssertionError("each is asked on its own");
            }

            @Override
            public RootValidation rootValidation(Deadline deadline) {
                return RootValidation.of(RootValidation.State.SOUND, "");
            }

            @Override
            public List<DnsAnswer> fromEach(Question question, Deadline deadline) {
                asked.add(question);
                return List.of(
                        DnsAnswer.to(question, Security.SECURE)
                                .result(DnsResult.NO_RECORDS)
                                .build(),
                        DnsAnswer.to(question, Security.FAILED).trouble(why).build());
            }
        };
        return new ServersCompared(two, Deadline.after(time, Ticker.system())).differing(QUESTIONS);
    }

    @ParameterizedTest
    @EnumSource(names = {"SILENT", "TRUNCATED"})
    void whatIsWaitedForToTheEndIsAskedForOnce(Trouble why) {
        assertThat(differing(why)).hasSize(2);
        assertThat(asked).containsExactly(QUESTIONS.get(0));
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "SERVER_FAILURE", "UNREACHABLE", "MALFORMED"})
    void aServerThatFailsAtOnceIsAskedEverything(Trouble why) {
        assertThat(differing(why)).extracting(DnsAnswer::question).containsOnly(QUESTIONS.get(0));
        assertThat(asked).isEqualTo(QUESTIONS);
    }

    @ParameterizedTest
    @EnumSource(names = {"TOO_MANY", "TOO_MUCH_WORK", "EXTENSION_FAILED"})
    void whatIsOursIsNotTheServers(Trouble why) {
        assertThat(differing(why)).isEmpty();
    }

    @Test
    void noTimeIsNoAnswer() {
        assertThat(differing(Trouble.REFUSED, Duration.ZERO)).isEmpty();
        assertThat(asked).isEmpty();
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Footing;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import java.util.List;

/**
 * A resolver behind the guard: whatever it does, an answer comes of it for each question.
 *
 * @param resolver anybody's
 * @param guard    interrupts it when the survey ends
 */
public record GuardedResolver(SecureResolver resolver, Guard guard) implements SecureResolver {
    @Override
    public List<DnsAnswer> look(List<Question> questions, Deadline deadline) {
        try {
            List<DnsAnswer> answers = guard.call(resolver, deadline, () -> resolver.look(questions, deadline));
            return fits(questions, answers) ? List.copyOf(answers) : none(questions, Trouble.EXTENSION_FAILED);
        } catch (ExtensionError failed) {
            return none(questions, why(deadline));
        }
    }

    private static boolean fits(List<Question> questions, List<DnsAnswer> answers) {
        return answers != null
                && answers.size() == questions.size()
                && answers.stream().allMatch(each -> each != null);
    }

    private Trouble why(Deadline deadline) {
        if (guard.cancellation().cancelled()) {
            return Trouble.CANCELLED;
        }
        return deadline.expired() ? Trouble.DEADLINE : Trouble.EXTENSION_FAILED;
    }

    private static List<DnsAnswer> none(List<Question> questions, Trouble why) {
        return questions.stream()
                .map(each ->
                        DnsAnswer.to(each, Security.NOT_TESTED).trouble(why).build())
                .toList();
    }

    @Override
    public Footing footing(Deadline deadline) {
        try {
            return guard.call(resolver, deadline, () -> resolver.footing(deadline));
        } catch (ExtensionError failed) {
            return Footing.of(Footing.State.FAILED, failed.what());
        }
    }

    @Override
    public List<DnsAnswer> fromEach(Question question, Deadline deadline) {
        try {
            return List.copyOf(guard.call(resolver, deadline, () -> resolver.fromEach(question, deadline)));
        } catch (ExtensionError failed) {
            return List.of();
        }
    }

    @Override
    public long queries() {
        return resolver.queries();
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * A resolver behind the guard: whatever it does, each question gets an answer.
 *
 * @param resolver the resolver, which may be the application's
 * @param guard    interrupts it when the survey ends
 * @param own      the survey's thread; a look-up of the application that asks on another thread gets its own guard
 */
public record GuardedResolver(SecureResolver resolver, Guard guard, Thread own) implements SecureResolver {
    private static final Duration COUNTING = Duration.ofMillis(50);

    /** A result has to be returned this much before the interrupt, which would discard all of it. */
    private static final Duration HANDING_OVER = Duration.ofMillis(250);

    private static final int MOST_OF_IT = 10;

    @Override
    public List<DnsAnswer> look(List<Question> questions, Deadline deadline) {
        List<Question> asked = List.copyOf(questions);
        try {
            return here().call(
                            resolver,
                            deadline,
                            () -> answersTo(asked, List.copyOf(resolver.look(asked, told(deadline)))));
        } catch (ExtensionError failed) {
            return none(asked, why(deadline));
        }
    }

    /** The deadline that is passed to the resolver. */
    private static Deadline told(Deadline deadline) {
        Duration left = deadline.remaining();
        Duration part = left.dividedBy(MOST_OF_IT);
        return deadline.sooner(left.minus(part.compareTo(HANDING_OVER) < 0 ? part : HANDING_OVER));
    }

    private Guard here() {
        return Thread.currentThread() == own ? guard : new Guard(guard.cancellation());
    }

    private List<DnsAnswer> answersTo(List<Question> asked, List<DnsAnswer> answers) throws ExtensionError {
        if (!answers.stream().map(DnsAnswer::question).toList().equals(asked)) {
            throw new ExtensionError(resolver, "answered other questions");
        }
        return answers;
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
    public RootValidation rootValidation(Deadline deadline) {
        try {
            return here().call(resolver, deadline, () -> resolver.rootValidation(told(deadline)));
        } catch (ExtensionError failed) {
            return RootValidation.of(RootValidation.State.FAILED, failed.what());
        }
    }

    @Override
    public List<DnsAnswer> fromEach(Question question, Deadline deadline) {
        try {
            return here().call(resolver, deadline, () -> {
                List<DnsAnswer> each = List.copyOf(resolver.fromEach(question, told(deadline)));
                return answersTo(Collections.nCopies(each.size(), question), each);
            });
        } catch (ExtensionError failed) {
            return List.of();
        }
    }

    @Override
    public long queries() {
        try {
            Deadline soon = Deadline.after(COUNTING, Ticker.system());
            return Math.max(0, here().finish(resolver, soon, resolver::queries));
        } catch (ExtensionError failed) {
            return 0;
        }
    }
}

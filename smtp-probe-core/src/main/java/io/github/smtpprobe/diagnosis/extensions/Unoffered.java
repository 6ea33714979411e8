/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.extensions;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.StartTls;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.smtp.Reply;
import java.util.Optional;

/** Tells whether STARTTLS and AUTH work although the server does not offer them, if the request wanted them sent anyway. */
public final class Unoffered extends AttemptCheck {
    public Unoffered() {
        super(Occasion.step(StartTls.class).or(Occasion.step(Authentication.class)));
    }

    @Override
    protected void examine(AttemptFindings one) {
        one.attempt()
                .fact(StartTls.class)
                .filter(fact -> sent(one.attempt(), fact))
                .ifPresent(fact -> {
                    if (fact.outcome().succeeded()) {
                        one.add("starttls.unoffered-works", fact);
                    } else if (refused(one.attempt(), fact)) {
                        one.add("starttls.unoffered-refused", fact);
                    }
                });
        one.attempt()
                .fact(Authentication.class)
                .filter(fact -> sent(one.attempt(), fact))
                .ifPresent(fact -> {
                    String mechanism = fact.mechanism().orElse("");
                    if (refused(one.attempt(), fact)) {
                        one.add("auth.unoffered-refused", fact, "mechanism", mechanism);
                    } else if (accepted(fact)) {
                        one.add("auth.unoffered-works", fact, "mechanism", mechanism);
                    }
                });
    }

    /**
     * Whether the server has logins: one succeeded, or was refused in a way that only wrong credentials are (RFC 4954 §6);
     * other refusals may be about anything.
     */
    private static boolean accepted(Authentication fact) {
        return fact.outcome().succeeded()
                || AttemptFindings.refusal(fact)
                        .filter(reply -> reply.code().value() == 535)
                        .isPresent();
    }

    /**
     * Whether this step was tried without an offer, and the server does not support it; a login may also be refused because of
     * its secret.
     */
    public static boolean refused(Attempt attempt, Fact fact) {
        return sent(attempt, fact)
                && AttemptFindings.refusal(fact)
                        .filter(reply -> fact instanceof Authentication login
                                ? !login.judged() && unknown(reply)
                                : reply.code().permanent())
                        .isPresent();
    }

    /**
     * Whether the code is one for an unknown or currently impossible command, parameter or mechanism (RFC 5321 §4.2.2, RFC 4954
     * §4).
     */
    private static boolean unknown(Reply reply) {
        return reply.code().value() >= 500 && reply.code().value() <= 504;
    }

    /** Whether the probe sent this step. In a pasted dialogue, the client's conduct is judged elsewhere. */
    private static boolean sent(Attempt attempt, Fact fact) {
        if (attempt.purpose() == Purpose.DIALOGUE
                || fact.outcome() instanceof Outcome.Skipped
                || !ExtensionsNotAsked.asked(attempt)) {
            return false;
        }
        return fact instanceof Authentication login
                ? login.mechanism()
                        .filter(tried -> !login.offered().contains(tried))
                        .isPresent()
                : offer(attempt)
                        .filter(hello -> !hello.capabilities().startTls())
                        .isPresent();
    }

    /** The accepted EHLO in clear text. */
    private static Optional<Ehlo> offer(Attempt attempt) {
        for (Ehlo hello : attempt.facts(Ehlo.class)) {
            if (!hello.encrypted() && hello.outcome().succeeded()) {
                return Optional.of(hello);
            }
        }
        return Optional.empty();
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.encryption;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.diagnosis.extensions.Unoffered;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.StartTls;
import io.github.smtpprobe.report.Attempt;

/** STARTTLS that was offered but refused, or was performed in a way that should not be trusted. */
public final class RefusedStartTls extends AttemptCheck {
    public RefusedStartTls() {
        super(Occasion.failed(StartTls.class));
    }

    /** A sentence that says that the server lists what it refuses, if its reply to EHLO shows that. */
    private static String offer(Attempt attempt) {
        boolean listed = attempt.facts(Ehlo.class).stream()
                .anyMatch(hello -> !hello.encrypted()
                        && hello.outcome().succeeded()
                        && hello.capabilities().startTls());
        return listed ? "The server lists STARTTLS in its reply to EHLO all the same." : "";
    }

    @Override
    protected void examine(AttemptFindings one) {
        one.attempt().fact(StartTls.class).ifPresent(fact -> {
            AttemptFindings.refusal(fact)
                    .filter(reply -> !Unoffered.refused(one.attempt(), fact))
                    .ifPresent(reply -> one.refused(fact, reply, "offer", offer(one.attempt())));
            if (AttemptFindings.failed(fact, Reason.STARTTLS_INJECTION)) {
                one.add("starttls.injected", fact);
            }
        });
    }
}

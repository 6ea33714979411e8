/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.StartTls;

/** STARTTLS that was offered and not done, or done in a way that nobody should trust. */
final class RefusedStartTls extends AttemptCheck {
    RefusedStartTls() {
        super(Occasion.failed(StartTls.class));
    }

    @Override
    void examine(AttemptFindings one) {
        one.attempt().fact(StartTls.class).ifPresent(fact -> {
            AttemptFindings.refusal(fact)
                    .filter(reply -> !Unoffered.refused(one.attempt(), fact))
                    .ifPresent(reply -> one.refused(fact, reply));
            if (AttemptFindings.failed(fact, Reason.STARTTLS_INJECTION)) {
                one.add("starttls.injected", fact);
            }
        });
    }
}

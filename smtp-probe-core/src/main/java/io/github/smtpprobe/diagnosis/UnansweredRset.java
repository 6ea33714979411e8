/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Rset;

/** RSET without a usable reply: no part of any verdict, and bad for clients that keep their connections. */
final class UnansweredRset implements AttemptCheck {
    @Override
    public void examine(AttemptFindings one) {
        one.attempt()
                .fact(Rset.class)
                .filter(fact -> fact.outcome() instanceof Outcome.Failed failed
                        && failed.kind() != FailureKind.CANCELLED
                        && failed.kind() != FailureKind.DEADLINE)
                .ifPresent(fact -> one.add("rset.unanswered", fact));
    }
}

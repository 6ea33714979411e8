/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.transaction;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Purpose;

/** A refusal in a pasted text after which a later session in the same text succeeded. */
public final class AcceptedLater extends AttemptCheck {
    public AcceptedLater() {
        super(Occasion.FAILURE);
    }

    @Override
    protected boolean concerns(Attempt attempt, Occasion given) {
        return super.concerns(attempt, given) && attempt.purpose() == Purpose.EARLIER_DIALOGUE;
    }

    @Override
    protected void examine(AttemptFindings one) {
        if (one.attempt().purpose() == Purpose.EARLIER_DIALOGUE) {
            one.attempt().failures().stream()
                    .filter(fact -> AttemptFindings.refusal(fact).isPresent())
                    .findFirst()
                    .ifPresent(fact -> one.add("dialogue.accepted-later", fact, "recipient", recipient(fact)));
        }
    }

    private static String recipient(Fact fact) {
        return fact instanceof RcptTo path ? path.recipient().wire() : "";
    }
}

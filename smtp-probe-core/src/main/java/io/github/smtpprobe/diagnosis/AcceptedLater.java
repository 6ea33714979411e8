/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Purpose;

/** A refusal in a pasted text after which a later session in the same text succeeded. */
final class AcceptedLater extends AttemptCheck {
    AcceptedLater() {
        super(Occasion.FAILURE);
    }

    @Override
    boolean concerns(Attempt attempt, Occasion given) {
        return super.concerns(attempt, given) && attempt.purpose() == Purpose.EARLIER_DIALOGUE;
    }

    @Override
    void examine(AttemptFindings one) {
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

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.transaction;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.Outcome;

/** The message that was refused, or not sent at all. */
public final class RefusedMessage extends AttemptCheck {
    public RefusedMessage() {
        super(Occasion.failed(MessageTransfer.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        for (MessageTransfer fact : one.attempt().facts(MessageTransfer.class)) {
            AttemptFindings.refusal(fact).ifPresent(reply -> one.refused(fact, reply));
            if (fact.outcome() instanceof Outcome.Skipped skipped) {
                switch (skipped.reason()) {
                    case RECIPIENT_REFUSED -> one.add("message.not-sent", fact, "detail", "a recipient was refused");
                    case EIGHT_BIT_NOT_OFFERED ->
                        one.add(
                                "message.not-sent",
                                fact,
                                "detail",
                                "it contains 8-bit octets, and the server does not offer 8BITMIME");
                    default -> {}
                }
            }
        }
    }
}

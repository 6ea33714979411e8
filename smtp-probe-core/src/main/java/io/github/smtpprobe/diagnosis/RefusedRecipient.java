/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.SkipReason;

/** RCPT TO refused: the mailbox, the relaying, the moment, or the sender's reputation. */
final class RefusedRecipient implements AttemptCheck {
    @Override
    public void examine(Case one) {
        for (Fact.ForwardPath fact : one.attempt().facts(Fact.ForwardPath.class)) {
            String recipient = fact.recipient().wire();
            Case.refusal(fact)
                    .ifPresent(reply -> one.refused(
                            fact,
                            reply,
                            reply.code().temporary() ? "recipient.temporary" : "recipient.refused",
                            "recipient",
                            recipient));
            if (fact.outcome().equals(Outcome.skipped(SkipReason.SMTPUTF8_NOT_OFFERED))) {
                one.add("address.smtputf8-needed", fact, "mailbox", recipient);
            }
        }
    }
}

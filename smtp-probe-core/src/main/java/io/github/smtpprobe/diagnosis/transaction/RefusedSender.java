/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.transaction;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.MailFrom;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.smtp.Mailbox;

/** MAIL FROM refused, or not sent because the server could not read the address. */
public final class RefusedSender extends AttemptCheck {
    public RefusedSender() {
        super(Occasion.failed(MailFrom.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        one.attempt().fact(MailFrom.class).ifPresent(fact -> {
            AttemptFindings.refusal(fact).ifPresent(reply -> one.refused(fact, reply));
            if (fact.outcome().skippedFor(SkipReason.SMTPUTF8_NOT_OFFERED)) {
                one.add(
                        "address.smtputf8-needed",
                        fact,
                        "mailbox",
                        fact.sender().map(Mailbox::wire).orElse(""));
            }
            if (fact.outcome().skippedFor(SkipReason.NOT_OFFERED)) {
                one.add("message.size-not-offered", fact);
            }
        });
    }
}

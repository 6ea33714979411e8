/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.transaction;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.smtp.Stage;
import java.util.EnumSet;
import java.util.Set;

/**
 * What happened to a message that was sent completely: it was accepted, or its fate is unknown, which is reported before the
 * reason. For LMTP recipients that have a reply, {@link Deliveries} reports it.
 */
public final class MessageFate extends AttemptCheck {
    /** Failures after which there was no reply to the message. */
    private static final Set<FailureKind> UNANSWERED = EnumSet.of(
            FailureKind.CLOSED,
            FailureKind.RESET,
            FailureKind.TIMEOUT,
            FailureKind.TLS,
            FailureKind.PROTOCOL_VIOLATION,
            FailureKind.LIMIT,
            FailureKind.EXTENSION,
            FailureKind.CANCELLED,
            FailureKind.DEADLINE);

    /** Reasons why replies of LMTP cannot be assigned to recipients. */
    private static final Set<Reason> MISCOUNTED = EnumSet.of(Reason.REPLIES_MISSING, Reason.REPLIES_SURPLUS);

    public MessageFate() {
        super(Occasion.step(MessageTransfer.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        one.attempt().facts(MessageTransfer.class).stream()
                .findFirst()
                .filter(fact -> fact.stage() == Stage.END_OF_DATA) // DATA alone sends nothing
                .ifPresent(fact -> tell(one, fact));
    }

    private static void tell(AttemptFindings one, MessageTransfer fact) {
        if (fact.outcome().succeeded() && fact.recipient().isEmpty()) {
            one.add("message.queued", fact);
        } else if (fact.outcome() instanceof Outcome.Failed failed
                && UNANSWERED.contains(failed.kind())
                && !MISCOUNTED.contains(failed.reason())) {
            one.add("message.fate-unknown", fact);
        }
    }
}

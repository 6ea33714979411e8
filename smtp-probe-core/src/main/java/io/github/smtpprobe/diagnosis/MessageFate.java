/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.smtp.Stage;
import java.util.EnumSet;
import java.util.Set;

/** What became of a message that was sent to its end: taken, or nobody knows. For each recipient of LMTP, {@link LmtpReplies} tells. */
final class MessageFate extends AttemptCheck {
    /** Nothing was to be read that is a reply to the message. */
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

    MessageFate() {
        super(Occasion.step(MessageTransfer.class));
    }

    @Override
    void examine(AttemptFindings one) {
        one.attempt()
                .fact(MessageTransfer.class)
                .filter(fact -> fact.stage() == Stage.END_OF_DATA) // DATA alone sends nothing
                .filter(fact -> fact.recipient().isEmpty())
                .ifPresent(fact -> tell(one, fact));
    }

    private static void tell(AttemptFindings one, MessageTransfer fact) {
        if (fact.outcome().succeeded()) {
            one.add("message.queued", fact);
        } else if (fact.outcome() instanceof Outcome.Failed failed && UNANSWERED.contains(failed.kind())) {
            one.add("message.fate-unknown", fact);
        }
    }
}

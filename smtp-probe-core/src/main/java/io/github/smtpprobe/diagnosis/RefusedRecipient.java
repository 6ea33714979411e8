/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.SkipReason;
import io.github.smtpprobe.smtp.Reply;
import java.util.Arrays;

/** RCPT TO refused: the mailbox, the relaying, the moment, or the sender's reputation. */
final class RefusedRecipient implements AttemptCheck {
    @Override
    public void examine(Case one) {
        for (Fact.ForwardPath fact : one.attempt().facts(Fact.ForwardPath.class)) {
            String recipient = fact.recipient().wire();
            Case.refusal(fact).ifPresent(reply -> one.refused(fact, reply, "moved", moved(reply, recipient)));
            if (fact.outcome().skippedFor(SkipReason.SMTPUTF8_NOT_OFFERED)) {
                one.add("address.smtputf8-needed", fact, "mailbox", recipient);
            }
        }
    }

    /** Where a mailbox moved to, as the reply names it; empty if it does not. */
    private static String moved(Reply reply, String recipient) {
        return Arrays.stream(reply.text().split("[\\s<>()\\[\\]\"',;]+"))
                .map(word -> word.replaceAll("[.:]$", ""))
                .filter(word -> word.indexOf('@') > 0 && !word.equalsIgnoreCase(recipient))
                .findFirst()
                .orElse("");
    }
}

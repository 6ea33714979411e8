/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.SkipReason;
import io.github.smtpprobe.smtp.Reply;

/** RCPT TO refused: the mailbox, the relaying, the moment, or the sender's reputation. */
final class RefusedRecipient implements AttemptCheck {
    @Override
    public void examine(Case one) {
        for (Fact.ForwardPath fact : one.attempt().facts(Fact.ForwardPath.class)) {
            String recipient = fact.recipient().wire();
            Case.refusal(fact).ifPresent(reply -> one.add(id(reply), fact, "recipient", recipient));
            if (fact.outcome().equals(Outcome.skipped(SkipReason.SMTPUTF8_NOT_OFFERED))) {
                one.add("address.smtputf8-needed", fact, "mailbox", recipient);
            }
        }
    }

    private static String id(Reply reply) {
        if (reply.code().value() == 421) {
            return "session.closing";
        }
        if (Words.greylisting(reply)) {
            return "recipient.greylisted";
        }
        if (Words.rateLimit(reply)) {
            return "server.rate-limited";
        }
        if (Words.relaying(reply)) {
            return "relay.denied";
        }
        if (Words.unknownMailbox(reply)) {
            return "recipient.unknown";
        }
        if (Words.fullMailbox(reply)) {
            return "recipient.full";
        }
        if (reply.code().value() == 530) {
            return "sender.auth-required";
        }
        return reply.code().temporary() ? "recipient.temporary" : "recipient.refused";
    }
}

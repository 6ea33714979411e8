/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.SkipReason;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Reply;

/** MAIL FROM refused. */
final class RefusedSender implements AttemptCheck {
    @Override
    public void examine(Case one) {
        one.attempt().fact(Fact.ReversePath.class).ifPresent(fact -> {
            Case.refusal(fact).ifPresent(reply -> one.add(id(reply), fact));
            if (fact.outcome().equals(Outcome.skipped(SkipReason.SMTPUTF8_NOT_OFFERED))) {
                one.add(
                        "address.smtputf8-needed",
                        fact,
                        "mailbox",
                        fact.sender().map(Mailbox::wire).orElse(""));
            }
        });
    }

    private static String id(Reply reply) {
        if (reply.code().value() == 421) {
            return "session.closing";
        }
        if (Words.rateLimit(reply)) {
            return "server.rate-limited";
        }
        if (reply.code().value() == 530) {
            return "sender.auth-required";
        }
        return reply.code().temporary() ? "sender.temporary" : "sender.refused";
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.SkipReason;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Reply;

/** MAIL FROM refused, or not sent because the server could not read the address. */
final class RefusedSender implements AttemptCheck {
    @Override
    public void examine(Case one) {
        one.attempt().fact(Fact.ReversePath.class).ifPresent(fact -> {
            Case.refusal(fact).ifPresent(reply -> one.refused(fact, reply, otherwise(one, fact, reply)));
            if (fact.outcome().equals(Outcome.skipped(SkipReason.SMTPUTF8_NOT_OFFERED))) {
                one.add(
                        "address.smtputf8-needed",
                        fact,
                        "mailbox",
                        fact.sender().map(Mailbox::wire).orElse(""));
            }
        });
    }

    private static String otherwise(Case one, Fact.ReversePath fact, Reply reply) {
        if (reply.code().temporary()) {
            return "sender.temporary";
        }
        if (reply.code().value() == 530) {
            return "sender.auth-required";
        }
        boolean loggedIn = one.attempt()
                .fact(Fact.Authentication.class)
                .filter(login -> login.outcome().succeeded())
                .isPresent();
        if (loggedIn) {
            return "login.may-not-send";
        }
        return fact.sender().isEmpty() ? "sender.null-refused" : "sender.refused";
    }
}

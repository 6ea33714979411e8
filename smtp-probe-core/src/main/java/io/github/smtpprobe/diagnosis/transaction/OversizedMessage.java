/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.transaction;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.DeclaredSize;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.MailFrom;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.smtp.Stage;
import java.util.OptionalLong;

/**
 * A size declared in MAIL FROM that exceeds the limit in the server's EHLO reply (RFC 1870 §6.1), although MAIL FROM was
 * accepted. Clients that respect the limit do not send such a message, and many servers refuse it only after it has been sent.
 */
public final class OversizedMessage extends AttemptCheck {
    public OversizedMessage() {
        super(Occasion.step(MailFrom.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        OptionalLong limit = announced(one.attempt());
        one.attempt()
                .fact(MailFrom.class)
                .filter(fact -> fact.outcome().succeeded() && limit.isPresent())
                .ifPresent(fact -> {
                    long declared = DeclaredSize.of(one.attempt());
                    if (declared > limit.getAsLong()) {
                        one.add(
                                taken(one.attempt()) ? "message.size-limit-exceeded" : "message.over-size",
                                fact,
                                "octets",
                                Long.toString(declared),
                                "largest",
                                Long.toString(limit.getAsLong()));
                    }
                });
    }

    /** The limit in the last reply to EHLO that was not a refusal. */
    private static OptionalLong announced(Attempt attempt) {
        OptionalLong limit = OptionalLong.empty();
        for (Ehlo hello : attempt.facts(Ehlo.class)) {
            if (hello.outcome().succeeded()) {
                limit = hello.capabilities().size();
            }
        }
        return limit;
    }

    private static boolean taken(Attempt attempt) {
        return attempt.facts(MessageTransfer.class).stream()
                .anyMatch(each ->
                        each.stage() == Stage.END_OF_DATA && each.outcome().succeeded());
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Reason;
import io.github.smtpprobe.smtp.Reply;

/** STARTTLS that was offered and not done, or done in a way that nobody should trust. */
final class RefusedStartTls implements AttemptCheck {
    @Override
    public void examine(Case one) {
        one.attempt().fact(Fact.StartTls.class).ifPresent(fact -> {
            Case.refusal(fact).ifPresent(reply -> one.add(id(reply), fact));
            if (Case.failed(fact, Reason.STARTTLS_INJECTION)) {
                one.add("starttls.injected", fact);
            }
        });
    }

    private static String id(Reply reply) {
        if (reply.code().value() == 421) {
            return "session.closing";
        }
        return reply.code().temporary() ? "starttls.unavailable" : "starttls.refused";
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.Reason;

/** The greeting that says no, or that never comes. */
final class RefusedGreeting implements AttemptCheck {
    @Override
    public void examine(Case one) {
        one.attempt().fact(Fact.Greeting.class).ifPresent(fact -> {
            Case.refusal(fact).ifPresent(reply -> one.add(id(reply), fact));
            if (Case.failed(fact, Reason.UNEXPECTED_CODE)) {
                one.add("greeting.unexpected", fact);
            } else if (fact.outcome() instanceof Outcome.Failed failed
                    && fact.opening().isEmpty()) {
                switch (failed.reason()) {
                    case REPLY_TIMEOUT -> one.add("greeting.timeout", fact);
                    case CONNECTION_CLOSED -> one.add("greeting.closed", fact);
                    case CONNECTION_RESET -> one.add("tcp.reset", fact);
                    default -> {}
                }
            }
        });
    }

    private static String id(io.github.smtpprobe.smtp.Reply reply) {
        if (Words.rateLimit(reply)) {
            return "server.rate-limited";
        }
        return reply.code().temporary() ? "greeting.busy" : "greeting.refused";
    }
}

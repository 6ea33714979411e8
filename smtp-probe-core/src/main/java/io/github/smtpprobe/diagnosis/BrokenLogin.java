/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Outcome;

/** The login that was begun and came to no answer: by the server's fault, or by the application's own mechanism. */
final class BrokenLogin implements AttemptCheck {
    @Override
    public void examine(Case one) {
        one.attempt().fact(Fact.Authentication.class).ifPresent(fact -> {
            if (fact.outcome() instanceof Outcome.Failed failed) {
                switch (failed.reason()) {
                    case EXTENSION_FAILED -> one.add("auth.token-unavailable", fact);
                    case CONNECTION_CLOSED, CONNECTION_RESET, CLOSED_MID_REPLY -> one.add("auth.closed", fact);
                    case BAD_CHALLENGE, TOO_MANY_CHALLENGES, EXCHANGE_ABORTED, EXCHANGE_INCOMPLETE, UNEXPECTED_CODE ->
                        one.add(
                                "auth.broken-exchange",
                                fact,
                                "mechanism",
                                fact.mechanism().orElse("?"));
                    default -> {}
                }
            }
        });
    }
}

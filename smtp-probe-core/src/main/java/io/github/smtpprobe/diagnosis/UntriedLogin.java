/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Outcome;
import java.util.List;

/** Credentials that were given and never sent: each reason is named, and none of them is a pass. */
final class UntriedLogin implements AttemptCheck {
    @Override
    public void examine(Case one) {
        one.attempt().fact(Fact.Authentication.class).ifPresent(fact -> {
            if (fact.outcome() instanceof Outcome.Skipped skipped) {
                switch (skipped.reason()) {
                    case NOT_OFFERED -> one.add("auth.not-offered", fact);
                    case CLEARTEXT_REFUSED -> one.add("auth.cleartext-refused", fact);
                    case PEER_NOT_VERIFIED -> one.add("auth.peer-not-verified", fact);
                    case CREDENTIALS_ALREADY_JUDGED -> one.add("auth.already-judged", fact);
                    case NO_COMMON_MECHANISM ->
                        one.add(
                                "auth.no-common-mechanism",
                                fact,
                                "offered",
                                list(fact.offered()),
                                "known",
                                list(fact.known()));
                    default -> {}
                }
            }
        });
    }

    private static String list(List<String> names) {
        return names.isEmpty() ? "no mechanism" : String.join(", ", names);
    }
}

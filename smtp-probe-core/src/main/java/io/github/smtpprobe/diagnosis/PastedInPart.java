/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.SkipReason;
import java.util.Optional;

/** A pasted text in which nothing failed and which yet is no success: what it does not show is said. */
final class PastedInPart implements AttemptCheck {
    @Override
    public void examine(Case one) {
        one.attempt().facts().stream()
                .filter(fact ->
                        fact.outcome() instanceof Outcome.Skipped skipped && skipped.reason() == SkipReason.NOT_SHOWN)
                .findFirst()
                .ifPresent(fact -> missing(one, fact));
    }

    private static void missing(Case one, Fact fact) {
        if (!(fact instanceof Fact.Authentication)) {
            one.add("dialogue.no-failure", fact);
            return;
        }
        Optional<Provider> provider = Provider.ofExchanger(one.route().host());
        if (provider.isPresent()) {
            one.add(
                    "login.on-exchanger",
                    fact,
                    "provider",
                    provider.get().name(),
                    "submission",
                    provider.get().submission());
        } else {
            one.add("login.none-offered", fact);
        }
    }
}

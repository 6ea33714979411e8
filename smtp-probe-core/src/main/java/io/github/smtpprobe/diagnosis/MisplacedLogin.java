/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.SkipReason;
import java.util.Optional;

/** The login that nobody takes because it was brought to a mail exchanger. */
final class MisplacedLogin implements AttemptCheck {
    @Override
    public void examine(Case one) {
        one.attempt().fact(Fact.Authentication.class).ifPresent(fact -> {
            if (fact.outcome().skippedFor(SkipReason.NOT_OFFERED)) {
                exchanger(one, fact);
            }
        });
    }

    private static void exchanger(Case one, Fact.Authentication fact) {
        Optional<Provider> provider = Provider.ofExchanger(one.route().host());
        if (provider.isPresent()) {
            one.add(
                    "login.on-exchanger",
                    fact,
                    "provider",
                    provider.get().name(),
                    "submission",
                    provider.get().submission());
        } else if (one.route().port() == 25) {
            one.add("login.on-relay-port", fact);
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.login;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.diagnosis.signs.ProviderHosts;
import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.SkipReason;
import java.util.Optional;

/** The login that is not accepted because it was tried at a mail exchanger. */
public final class MisplacedLogin extends AttemptCheck {
    public MisplacedLogin() {
        super(Occasion.failed(Authentication.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        one.attempt().fact(Authentication.class).ifPresent(fact -> {
            if (fact.outcome().skippedFor(SkipReason.NOT_OFFERED)) {
                exchanger(one, fact);
            } else if (!fact.judged()
                    && AttemptFindings.refusal(fact).isPresent()
                    && one.conduct().offered().isEmpty()) {
                atProvider(one, fact);
            }
        });
    }

    private static void exchanger(AttemptFindings one, Fact fact) {
        if (SkippedLogin.malformedOffer(one.attempt()).isPresent()) {
            return; // it has logins, and says so badly
        }
        if (!atProvider(one, fact) && one.route().port() == 25) {
            one.add("login.on-relay-port", fact);
        }
    }

    /** Whether the host is an exchanger of a provider that accepts logins elsewhere; if so, this is reported. */
    public static boolean atProvider(AttemptFindings one, Fact fact) {
        Optional<ProviderHosts> provider = ProviderHosts.ofExchanger(one.route().host());
        provider.ifPresent(
                each -> one.add("login.on-exchanger", fact, "provider", each.name(), "submission", each.submission()));
        return provider.isPresent();
    }
}

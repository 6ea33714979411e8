/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Fact;
import java.util.Set;

/** Logins that are offered before TLS and would send the password or the token itself; a challenge keeps it. */
final class CleartextLogin implements AttemptCheck {
    private static final Set<String> REVEALING = Set.of("PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER");

    @Override
    public void examine(Case one) {
        one.attempt().facts(Fact.Hello.class).stream()
                .filter(fact -> !fact.encrypted()
                        && fact.capabilities().mechanisms().stream().anyMatch(REVEALING::contains))
                .findFirst()
                .ifPresent(fact -> one.add("auth.offered-in-clear", fact));
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Fact;

/** Logins that are offered before TLS. */
final class CleartextLogin implements AttemptCheck {
    @Override
    public void examine(Case one) {
        one.attempt().facts(Fact.Hello.class).stream()
                .filter(fact ->
                        !fact.encrypted() && !fact.capabilities().mechanisms().isEmpty())
                .findFirst()
                .ifPresent(fact -> one.add("auth.offered-in-clear", fact));
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.StartTls;
import java.util.Set;

/** Logins that are offered before TLS and would send the password or the token itself; a challenge keeps it. */
final class CleartextLogin implements AttemptCheck {
    private static final Set<String> REVEALING = Set.of("PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER");

    /** Ports at which a session begins in clear text. */
    private static final Set<Integer> CLEAR = Set.of(25, 587, 2525);

    @Override
    public void examine(AttemptFindings one) {
        boolean known = known(one);
        one.attempt().facts(Ehlo.class).stream()
                .filter(fact -> !fact.encrypted()
                        && (known || fact.capabilities().startTls())
                        && fact.capabilities().mechanisms().stream().anyMatch(REVEALING::contains))
                .findFirst()
                .ifPresent(fact -> one.add("auth.offered-in-clear", fact));
    }

    /** A pasted text does not always show whether the session was encrypted. */
    private static boolean known(AttemptFindings one) {
        return !one.attempt().purpose().pasted()
                || CLEAR.contains(one.route().port())
                || one.attempt().fact(StartTls.class).isPresent();
    }
}

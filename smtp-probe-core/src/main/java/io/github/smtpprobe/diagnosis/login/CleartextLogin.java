/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.login;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.StartTls;
import io.github.smtpprobe.smtp.Capabilities;
import java.util.Collections;
import java.util.Set;

/** Logins that are offered before TLS and would send the password or the token itself, instead of a response to a challenge. */
public final class CleartextLogin extends AttemptCheck {
    private static final Set<String> REVEALING = Set.of("PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER");

    /** The ports at which a session begins in clear text. */
    private static final Set<Integer> CLEAR = Set.of(25, 587, 2525);

    public CleartextLogin() {
        super(Occasion.step(Ehlo.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        boolean known = known(one);
        for (Ehlo fact : one.attempt().facts(Ehlo.class)) {
            if (!fact.encrypted() && (known || fact.capabilities().startTls()) && reveals(fact.capabilities())) {
                one.add("auth.offered-in-clear", fact);
                return;
            }
        }
    }

    private static boolean reveals(Capabilities offered) {
        return offered.auth() && !Collections.disjoint(REVEALING, offered.mechanisms());
    }

    /** Whether it is known that the session was not encrypted; a pasted text does not always show that. */
    private static boolean known(AttemptFindings one) {
        return !one.attempt().purpose().pasted()
                || CLEAR.contains(one.route().port())
                || one.attempt().fact(StartTls.class).isPresent();
    }
}

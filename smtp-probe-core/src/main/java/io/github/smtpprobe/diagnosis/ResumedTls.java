/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Attempt;

/** The handshake that resumed an earlier session, so that the server sent no certificate. */
final class ResumedTls implements AttemptCheck {
    @Override
    public boolean concerns(Attempt attempt) {
        return Occasion.fact(attempt, TlsHandshake.class);
    }

    @Override
    public void examine(AttemptFindings one) {
        one.attempt()
                .fact(TlsHandshake.class)
                .filter(fact -> fact.tls().resumed())
                .ifPresent(fact -> one.add("tls.resumed", fact));
    }
}

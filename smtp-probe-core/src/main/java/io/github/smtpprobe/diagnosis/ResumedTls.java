/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.TlsHandshake;

/** The handshake that resumed an earlier session, so that the server sent no certificate. */
final class ResumedTls extends AttemptCheck {
    ResumedTls() {
        super(Occasion.step(TlsHandshake.class));
    }

    @Override
    void examine(AttemptFindings one) {
        one.attempt()
                .fact(TlsHandshake.class)
                .filter(fact -> fact.tls().resumed())
                .ifPresent(fact -> one.add("tls.resumed", fact));
    }
}

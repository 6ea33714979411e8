/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.encryption;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.TlsHandshake;

/** The handshake that resumed an earlier session, so that the server sent no certificate. */
public final class ResumedTls extends AttemptCheck {
    public ResumedTls() {
        super(Occasion.step(TlsHandshake.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        one.attempt()
                .fact(TlsHandshake.class)
                .filter(fact -> fact.tls().resumed())
                .ifPresent(fact -> one.add("tls.resumed", fact));
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.encryption;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.transcript.Event;

/** The TLS connection that ended without close_notify while a reply was expected. */
public final class TruncatedTls extends AttemptCheck {
    public TruncatedTls() {
        super(Occasion.FAILURE);
    }

    @Override
    protected void examine(AttemptFindings one) {
        boolean truncated = one.attempt().transcript().entries().stream()
                .anyMatch(entry -> entry.event()
                        .filter(event -> event.kind() == Event.Kind.TRUNCATED)
                        .isPresent());
        if (truncated) {
            one.broken().ifPresent(fact -> one.add("tls.truncated", fact));
        }
    }
}

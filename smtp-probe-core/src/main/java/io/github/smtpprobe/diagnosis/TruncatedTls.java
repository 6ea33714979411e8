/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.transcript.Event;

/** The TLS connection that ended without close_notify while a reply was expected. */
final class TruncatedTls extends AttemptCheck {
    TruncatedTls() {
        super(Occasion.FAILURE);
    }

    @Override
    void examine(AttemptFindings one) {
        boolean truncated = one.attempt().transcript().entries().stream()
                .anyMatch(entry -> entry.event()
                        .filter(event -> event.kind() == Event.Kind.TRUNCATED)
                        .isPresent());
        if (truncated) {
            one.broken().ifPresent(fact -> one.add("tls.truncated", fact));
        }
    }
}

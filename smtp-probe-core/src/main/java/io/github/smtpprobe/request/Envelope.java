/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.text.Arguments;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The envelope that MAIL and RCPT are tried with (RFC 5321 §2.3.1). Without a message nothing is sent: RSET follows.
 * A record: the RFC knows no third part.
 *
 * @param reversePath the sender; empty is the null reverse-path of bounces
 * @param recipients  the recipients, each a fact of its own; may be empty
 */
public record Envelope(Optional<Mailbox> reversePath, List<Mailbox> recipients) {
    /**
     * Makes an envelope.
     *
     * @param reversePath the sender
     * @param recipients  the recipients
     */
    public Envelope {
        Objects.requireNonNull(reversePath, "reversePath");
        recipients = Arguments.copy(recipients, "recipients");
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.smtp.Mailbox;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The envelope that MAIL and RCPT are tried with (RFC 5321 §2.3.1). Unless a message was given, no mail is sent: RSET follows. It
 * is a record, since the RFC defines no further parts.
 *
 * @param reversePath the sender; empty for the null reverse-path, which bounces use
 * @param recipients  the recipients; each leads to a fact of its own. May be empty
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

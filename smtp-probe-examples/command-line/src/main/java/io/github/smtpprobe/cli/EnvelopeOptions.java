/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.smtp.Mailbox;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The mailboxes of the envelope. */
public final class EnvelopeOptions {
    private static final String NULL = "<>";

    @Option(
            names = {"-f", "--from"},
            paramLabel = "MAILBOX",
            description = "Try MAIL FROM; <> is the null reverse-path. That alone sends no message.")
    private @Nullable String from;

    @Option(
            names = {"-t", "--to"},
            paramLabel = "MAILBOX",
            description = "Try RCPT TO; repeatable. That alone sends no message.")
    private @Nullable List<String> to;

    /** Whether there is a reverse-path. */
    boolean given() {
        return from != null;
    }

    /** Whether there is a recipient. */
    boolean deliverable() {
        return from != null && to != null;
    }

    /** The mailbox of the reverse-path; empty if it is null. */
    Optional<String> sender() {
        return Optional.ofNullable(from).filter(each -> !each.equals(NULL)).map(EnvelopeOptions::written);
    }

    List<String> recipients() {
        return to == null
                ? List.of()
                : to.stream().map(EnvelopeOptions::written).toList();
    }

    /**
     * A mailbox with its domain in A-labels, as header fields need it; what is not a mailbox stays unchanged, so that the
     * request refuses it.
     */
    private static String written(String mailbox) {
        try {
            return Mailbox.parse(mailbox).wire();
        } catch (IllegalArgumentException none) {
            return mailbox;
        }
    }

    /**
     * Adds the envelope, if there is one.
     *
     * @param request of the probe
     * @throws IllegalArgumentException if there is a recipient and no sender
     */
    public void addTo(ProbeRequest.Builder request) {
        String[] recipients = to == null ? new String[0] : to.toArray(new String[0]);
        if (from == null && recipients.length > 0) {
            throw new IllegalArgumentException("--to needs --from; --from '<>' is the null reverse-path");
        }
        if (NULL.equals(from)) {
            request.envelopeWithNullReversePath(recipients);
        } else if (from != null) {
            request.envelope(from, recipients);
        }
    }
}

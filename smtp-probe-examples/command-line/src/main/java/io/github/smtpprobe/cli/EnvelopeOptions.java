/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.request.ProbeRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The mailboxes to try. */
public final class EnvelopeOptions {
    @Option(
            names = {"-f", "--from"},
            paramLabel = "MAILBOX",
            description = "Try MAIL FROM; <> is the null reverse-path. Nothing is sent.")
    private @Nullable String from;

    @Option(
            names = {"-t", "--to"},
            paramLabel = "MAILBOX",
            description = "Try RCPT TO; repeatable. Nothing is sent.")
    private @Nullable List<String> to;

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
        if ("<>".equals(from)) {
            request.envelopeWithNullReversePath(recipients);
        } else if (from != null) {
            request.envelope(from, recipients);
        }
    }
}

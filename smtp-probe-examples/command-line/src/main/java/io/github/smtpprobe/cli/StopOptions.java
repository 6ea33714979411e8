/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.smtp.Stage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where to end the conversation early. */
final class StopOptions {
    @Option(
            names = "--quit-after",
            paramLabel = "STAGE",
            converter = StageWord.class,
            completionCandidates = StageWord.Names.class,
            description =
                    "Send nothing but QUIT after this step: connect, greeting (or banner), ehlo, starttls (or tls),"
                            + " xclient, auth, mail, rcpt, data (the message itself is not sent then) or end-of-data.")
    private @Nullable Stage last;

    /**
     * Refuses a step that the conversation would not reach.
     *
     * @throws IllegalArgumentException with what is missing
     */
    void check(EnvelopeOptions envelope, boolean sends, boolean logsIn) {
        if (last == null) {
            return;
        }
        if (last == Stage.AUTH && !logsIn) {
            throw new IllegalArgumentException("--quit-after auth needs a login, such as by --user");
        }
        if (last == Stage.MAIL_FROM && !envelope.given()) {
            throw new IllegalArgumentException("--quit-after mail needs --from");
        }
        if (last == Stage.RCPT_TO && !envelope.deliverable()) {
            throw new IllegalArgumentException("--quit-after rcpt needs --from and --to");
        }
        boolean message = last == Stage.DATA || last == Stage.END_OF_DATA;
        if (message && !sends) {
            throw new IllegalArgumentException("--quit-after data and end-of-data need --send");
        }
        if (sends && !message) {
            throw new IllegalArgumentException("--send and --quit-after exclude each other: nothing would be sent");
        }
    }

    /** Adds the step, if one was given. */
    void addTo(ProbeRequest.Builder request) {
        if (last != null) {
            request.stopAfter(last);
        }
    }
}

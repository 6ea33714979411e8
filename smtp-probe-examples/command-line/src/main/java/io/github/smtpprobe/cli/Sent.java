/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Stage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reports that a message was accepted, since a probe normally sends none. */
final class Sent {
    private Sent() {}

    /**
     * Says that a server accepted the message.
     *
     * @return a sentence with the queue ids; empty if none did
     */
    static Optional<String> words(ProbeReport report) {
        List<MessageTransfer> taken = report.attempts().stream()
                .flatMap(each -> each.facts().stream())
                .filter(Sent::taken)
                .map(MessageTransfer.class::cast)
                .toList();
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        String ids = taken.stream()
                .flatMap(each -> each.queueId().stream())
                .distinct()
                .collect(Collectors.joining(", "));
        String recipients = taken.stream()
                .flatMap(each -> each.recipient().stream())
                .map(Mailbox::wire)
                .collect(Collectors.joining(", "));
        return Optional.of("The server took the message" + (recipients.isEmpty() ? "" : " for " + recipients)
                + (ids.isEmpty() ? "" : " (queue id " + ids + ")") + ": it was really sent.");
    }

    private static boolean taken(Fact fact) {
        return fact instanceof MessageTransfer transfer
                && transfer.stage() == Stage.END_OF_DATA
                && transfer.outcome().succeeded();
    }
}

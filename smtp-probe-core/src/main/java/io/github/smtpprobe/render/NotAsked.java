/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.RequestView;
import io.github.smtpprobe.report.RequestView.Option;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.smtp.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a probe was not asked to do, because a report that everything works is only about what was requested. */
final class NotAsked {
    private NotAsked() {}

    /**
     * All of it on one line; empty if everything was asked for, and for a pasted dialogue, in which nobody asked for anything.
     */
    static Optional<String> of(ProbeReport report) {
        boolean probed =
                report.attempts().stream().anyMatch(each -> !each.purpose().pasted());
        if (!probed) {
            return Optional.empty();
        }
        RequestView request = report.request();
        List<String> left = new ArrayList<>();
        if (request.ports().entries().stream().allMatch(each -> each.mode() == TlsMode.PLAIN)) {
            left.add("TLS");
        }
        if (request.credentials().isEmpty()) {
            left.add("login");
        }
        if (!request.asks(Option.ENVELOPE)) {
            left.add("mailboxes");
        }
        if (!request.asks(Option.MESSAGE)) {
            left.add("message");
        }
        String all = left.isEmpty() ? "" : "Not asked: " + String.join(", ", left) + ".";
        String end = request.stopAfter()
                .map(stage -> "To end after " + words(stage) + ", as asked.")
                .orElse("");
        String line = (all + " " + end).strip();
        return line.isEmpty() ? Optional.empty() : Optional.of(line);
    }

    private static String words(Stage stage) {
        return switch (stage) {
            case CONNECT -> "connecting";
            case TLS -> "the TLS handshake";
            case GREETING -> "the greeting";
            case END_OF_DATA -> "the message";
            default -> stage.label();
        };
    }
}

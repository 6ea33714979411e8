/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.transcript.Entry;

/** README, "What is never sent", of one dialogue: what it does not ask for is in no line of ours. */
final class NeverSent {
    private NeverSent() {}

    static void check(DialogueFile file, ProbeReport report) {
        for (Attempt attempt : report.attempts()) {
            boolean proved = attempt.facts(TlsHandshake.class).stream()
                    .allMatch(each -> each.tls().authenticated());
            for (Entry entry : attempt.transcript().entries()) {
                if (entry.direction() == Entry.Direction.CLIENT) {
                    line(file, entry, proved);
                }
            }
        }
    }

    private static void line(DialogueFile file, Entry entry, boolean proved) {
        String sent = entry.text();
        if (sent.startsWith("DATA")) {
            assertThat(file.has("message")).as(file + " asks for a message").isTrue();
        }
        if (sent.startsWith("AUTH") || sent.contains("[redacted]")) {
            assertThat(entry.encrypted() || file.has("cleartext"))
                    .as(file + " logs in under TLS")
                    .isTrue();
            assertThat(proved)
                    .as(file + " logs in where the certificate was proved")
                    .isTrue();
        }
        if (sent.startsWith("EHLO") || sent.startsWith("HELO") || sent.startsWith("LHLO")) {
            assertThat(sent).as("this machine has no name").matches("(EHLO|HELO|LHLO) \\[[0-9A-Za-z.:]+]\\s*");
        }
    }
}

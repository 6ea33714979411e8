/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.logins;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.transport.Transport;
import java.util.List;
import java.util.stream.Stream;

/** Logins in connections of one probe, one for each mechanism, and what the probe made of them. */
record LoginsByMechanism(ProbeReport report, MemoryTransport memory) {
    static final String OFFER = "CRAM-MD5 PLAIN LOGIN";
    static final String YES = "S: 235 2.7.0 ok\n";
    static final String NO = "S: 535 5.7.8 no\n";

    List<String> logins() {
        return report.attempts().stream()
                .map(each -> each.fact(Authentication.class).orElseThrow())
                .map(fact -> fact.mechanism().orElse("") + " " + word(fact.outcome()))
                .toList();
    }

    Finding listed() {
        return report.finding("auth.every-mechanism").orElseThrow(() -> new AssertionError(report.toString()));
    }

    private static String word(Outcome outcome) {
        if (outcome instanceof Outcome.Skipped skipped) {
            return skipped.reason().token();
        }
        return outcome.succeeded() ? "works" : outcome instanceof Outcome.Rejected ? "refused" : "failed";
    }

    static ProbeRequest.Builder request() {
        return ProbeRequest.to("127.0.0.1", 587)
                .tls(TlsMode.PLAIN)
                .credentials(Credentials.password("ada@example.com", Secret.of(DialogueFile.PASSWORD)))
                .allowCleartextCredentials()
                .withoutSecondLook()
                .tryEveryMechanism();
    }

    static String hello(String offer) {
        return "S: 220 mx ESMTP\nC: EHLO x\nS: 250-mx\nS: 250 AUTH " + offer + "\n";
    }

    static String login(String mechanism) {
        return switch (mechanism) {
            case "CRAM-MD5" -> "C: AUTH CRAM-MD5\nS: 334 PDEuMkBteD4=\nC: [redacted]\n";
            case "LOGIN" -> "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: [redacted]\nS: 334 UGFzc3dvcmQ6\nC: [redacted]\n";
            default -> "C: AUTH " + mechanism + " [redacted]\n";
        };
    }

    static String talk(String offer, String mechanism, String reply) {
        return hello(offer) + login(mechanism) + reply + "C: QUIT\nS: 221 bye\n";
    }

    static LoginsByMechanism probe(ProbeRequest.Builder request, String... scripts) {
        MemoryTransport memory = memory(scripts);
        LoginsByMechanism seen = new LoginsByMechanism(probe(request.build(), memory, memory), memory);
        assertThat(memory.problems()).as(seen.report.toString()).isEmpty();
        return seen;
    }

    static MemoryTransport memory(String... scripts) {
        return new MemoryTransport(
                Delivery.WHOLE, null, Stream.of(scripts).map(Script::parse).toArray(Script[]::new));
    }

    static ProbeReport probe(ProbeRequest request, MemoryTransport memory, Transport transport) {
        ProbeReport report = SmtpProbe.builder()
                .transport(transport)
                .ticker(memory.ticker())
                .build()
                .probe(request);
        Invariants.check(report);
        assertThat(Patience.leftOpen(memory)).as("connections left open").isZero();
        return report;
    }
}

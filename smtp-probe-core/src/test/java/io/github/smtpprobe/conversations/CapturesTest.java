/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.tls.TlsSettings;
import io.github.smtpprobe.wire.ReplyParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real sessions of Postfix, Exim and Dovecot: what the probe's verbs can follow is replayed, every reply feeds parser and catalogue. */
class CapturesTest {
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create();
    private static final String HOST = "lab.test";
    private static final CertificateAuthority.Issued CERTIFICATE = AUTHORITY.issue(HOST);
    /** Servers with which the probe does not come as far as the envelope. */
    private static final Map<String, String> ENDS_EARLY = Map.of(
            "dovecot-13025.txt", "auth.no-common-mechanism",
            "postfix-11032.txt", "client.blocked",
            "postfix-11034.txt", "starttls.then-closed");

    static Stream<Path> captures() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/captures"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("captures")
    void theWholeSessionReplays(Path capture) throws Exception {
        List<String> lines = wholeSession(capture);
        String dialogue = dialogue(lines);
        boolean auth = lines.stream().anyMatch(line -> line.startsWith("C: AUTH "));
        TlsMode mode = dialogue.startsWith("* tls")
                ? TlsMode.IMPLICIT_TLS
                : dialogue.contains("C: STARTTLS") ? TlsMode.STARTTLS : TlsMode.PLAIN;
        String[] recipients = lines.stream()
                .filter(line -> line.startsWith("C: RCPT TO:<"))
                .map(line -> line.substring(12, line.length() - 1))
                .toArray(String[]::new);
        MemoryTransport memory =
                new MemoryTransport(Delivery.RANDOM, CERTIFICATE.serverContext(), Script.parse(dialogue));
        ProbeRequest.Builder request = ProbeRequest.to(HOST, 587)
                .tls(mode)
                .connectTo("127.0.0.1")
                .heloName("probe.lab.test")
                .envelope("alice@lab.test", recipients);
        if (auth) {
            request.credentials(Credentials.password("alice@lab.test", Secret.of("Wonder1and!")))
                    .mechanisms("PLAIN", "LOGIN") // what was captured is no SCRAM
                    .allowCleartextCredentials();
        }
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .tlsSettings(
                        TlsSettings.builder().trustStore(AUTHORITY.trustStore()).build())
                .build()
                .probe(request.build());

        Invariants.check(report);
        assertThat(memory.problems()).as(report.toString()).isEmpty();
        assertThat(report.verdict()).as("one recipient is unknown everywhere").isEqualTo(Verdict.FAILED);
        String expected = ENDS_EARLY.getOrDefault(capture.getFileName().toString(), "recipient.unknown");
        assertThat(report.has(expected)).as(report.toString()).isTrue();
        if (dialogue.contains("reylisted")) {
            assertThat(report.has("recipient.greylisted")).as(report.toString()).isTrue();
        }
        if (dialogue.matches("(?s).*\nS[:~] 55. [^\n]*[Rr]elay.*")) {
            assertThat(report.has("relay.denied")).as(report.toString()).isTrue();
        }
    }

    private static List<String> wholeSession(Path capture) throws IOException {
        List<String> lines = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(capture)) {
            if (line.startsWith("== ")) {
                inside = line.equals("== whole session");
            } else if (inside) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** The capture as a script: without the EHLO after AUTH and without the message, which a probe does not send. */
    private static String dialogue(List<String> lines) {
        StringBuilder out = new StringBuilder();
        boolean tls = false;
        boolean skip = false;
        for (String line : lines) {
            if (line.startsWith("-- TLS handshake failed")) {
                return out.append("* closed\n").toString();
            }
            if (line.startsWith("C: AUTH CRAM-MD5")
                    || (line.startsWith("C: EHLO") && out.toString().startsWith("S: 554"))) {
                return out.append("C: QUIT\nS: 221 2.0.0 Bye\n").toString();
            }
            if (line.startsWith("-- TLS: ")) {
                tls = true;
                out.append("* tls any\n");
            } else if (line.startsWith("-- EHLO again") || line.equals("C: DATA")) {
                skip = true;
            } else if (line.startsWith("C: MAIL") || line.startsWith("C: RSET")) {
                skip = false;
            }
            if (!skip && !line.startsWith("--") && !line.isBlank()) {
                String mark = tls ? line.charAt(0) + "~" : line.charAt(0) + ":";
                out.append(
                                line.startsWith("C: AUTH PLAIN")
                                        ? mark + " AUTH PLAIN [redacted]"
                                        : mark + line.substring(2))
                        .append('\n');
            }
        }
        return out.toString();
    }

    @ParameterizedTest
    @MethodSource("captures")
    void everyReplyParsesAndIsExplained(Path capture) throws IOException {
        int replies = 0;
        ReplyParser parser = new ReplyParser();
        for (String line : Files.readAllLines(capture)) {
            if (!line.matches("S: [2-5][0-9]{2}[ -].*")) {
                continue;
            }
            for (byte octet : (line.substring(3) + "\r\n").getBytes(StandardCharsets.UTF_8)) {
                ReplyParser.Progress progress = parser.octet(octet);
                if (progress == ReplyParser.Progress.REPLY) {
                    Reply reply = parser.reply();
                    replies++;
                    assertThat(ReplyCatalogue.standard()
                                    .explain(Stage.RCPT_TO, reply)
                                    .why())
                            .as(reply.toString())
                            .isNotBlank();
                } else if (progress == ReplyParser.Progress.VIOLATION) {
                    parser = new ReplyParser();
                }
            }
        }
        assertThat(replies).isGreaterThan(100);
    }
}

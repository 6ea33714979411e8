/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault at every place where the server speaks, over a whole session with STARTTLS, LOGIN, envelope and message. */
@Tag("sweep")
public class FaultMatrixTest {
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create();
    private static final CertificateAuthority.Issued CERTIFICATE = AUTHORITY.issue("mx.example.com");
    private static final List<String> SESSION = """
        S: 220 mx.example.com ESMTP
        C: EHLO x
        S: 250-mx.example.com
        S: 250 STARTTLS
        C: STARTTLS
        S: 220 go ahead
        * tls any
        C~ EHLO x
        S~ 250-mx.example.com
        S~ 250 AUTH LOGIN
        C~ AUTH LOGIN
        S~ 334 VXNlcm5hbWU6
        C~ [redacted]
        S~ 334 UGFzc3dvcmQ6
        C~ [redacted]
        S~ 235 2.7.0 ok
        C~ MAIL FROM:<ada@example.com>
        S~ 250 2.1.0 ok
        C~ RCPT TO:<bob@example.com>
        S~ 250 2.1.5 ok
        C~ DATA
        S~ 354 go ahead
        C~ hello
        C~ .
        S~ 250 2.0.0 queued
        C~ QUIT
        S~ 221 2.0.0 bye
        """.lines().toList();

    /** What the server does instead of its line; MARK stands for the direction's mark at that place. */
    public static final List<List<String>> FAULTS = List.of(
            List.of("* closed"),
            List.of("* truncated"),
            List.of("* half-closed", "* silence"),
            List.of("MARK 250-half", "* half-closed", "* silence"),
            List.of("* drip 1500ms", "MARK 250 one octet at a time, each within any patience"),
            endless("MARK 250-more", "* pause 1000ms"),
            List.of("* reset"),
            List.of("* timeout"),
            List.of("MARK 25\\-", "* closed"),
            List.of("MARK 250-half", "* closed"),
            List.of("MARK 250-half", "* reset"),
            List.of("MARK 250-half", "* timeout"),
            List.of("MARK 421 4.3.2 going down", "* closed"),
            List.of("MARK 500 5.5.1 what", "* timeout"),
            List.of("MARK 399 odd", "* timeout"),
            List.of("MARK nonsense", "* timeout"),
            List.of("MARK 250 \\x00", "* timeout"));

    private static List<String> endless(String... lines) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            all.addAll(List.of(lines));
        }
        return all;
    }

    public static Stream<Arguments> cases() {
        return places().boxed()
                .flatMap(place -> IntStream.range(0, FAULTS.size())
                        .mapToObj(fault -> Arguments.of(place, SESSION.get(place), fault)));
    }

    public static IntStream places() {
        return IntStream.range(0, SESSION.size()).filter(i -> SESSION.get(i).startsWith("S"));
    }

    public static Script script(int place, List<String> fault) {
        List<String> lines = new ArrayList<>(SESSION.subList(0, place));
        fault.forEach(line -> lines.add(line.replace("MARK", SESSION.get(place).substring(0, 2))));
        return Script.parse(String.join("\n", lines));
    }

    public static ProbeRequest.Builder request(int port) {
        return ProbeRequest.to("mx.example.com", port)
                .tls(TlsMode.STARTTLS)
                .connectTo("127.0.0.1")
                .withoutSecondLook()
                .credentials(Credentials.password("ada@example.com", Secret.of(DialogueFile.PASSWORD)))
                .envelope("ada@example.com", "bob@example.com")
                .message("hello".getBytes(StandardCharsets.US_ASCII));
    }

    // README, Security: "The deadline holds through drips, tarpits"
    @ParameterizedTest(name = "X09, D01, D02, D03, D04: {1} -> fault {2}")
    @MethodSource("cases")
    void everyFaultAtEveryPlaceIsNamedAndNeverASuccess(int place, String line, int number) throws Exception {
        List<String> fault = FAULTS.get(number);
        MemoryTransport memory =
                new MemoryTransport(Delivery.RANDOM, CERTIFICATE.serverContext(), script(place, fault));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .tlsSettings(io.github.smtpprobe.tls.TlsSettings.builder()
                        .trustStore(AUTHORITY.trustStore())
                        .build())
                .build()
                .probe(request(25).build());
        Invariants.check(report);
        boolean afterTheMessage = SESSION.get(place).contains("221");
        assertThat(report.passed()).as(report::toString).isEqualTo(afterTheMessage);
        assertThat(memory.open()).isZero();
        assertThat(memory.connections()).as("a fault is no reason to try again").isEqualTo(1);
    }

    public static Stream<Integer> stalls() {
        return places().boxed();
    }

    // README, Security: "stalled handshakes"
    @ParameterizedTest(name = "D01: silence at {0}")
    @MethodSource("stalls")
    void theDeadlineHoldsWhereverTheServerStalls(int place) throws Exception {
        Script script = script(place, List.of("* silence"));
        try (ScriptedServer server = ScriptedServer.playing(script)
                .tls(CERTIFICATE.serverContext())
                .lenient()
                .start()) {
            SmtpProbe probe = SmtpProbe.builder()
                    .tlsSettings(io.github.smtpprobe.tls.TlsSettings.builder()
                            .trustStore(AUTHORITY.trustStore())
                            .build())
                    .build();
            Patience.until(any -> server.played() > 0, deadline -> {
                ProbeReport report =
                        probe.probe(request(server.port()).deadline(deadline).build());
                Invariants.check(report);
                assertThat(report.took()).as(report::toString).isLessThan(deadline.plus(Patience.AMPLE));
                return report;
            });
            assertThat(server.played()).isPositive();
            assertThat(server.problems()).isEmpty();
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshakes;

import static io.github.smtpprobe.harness.OverTls.tls;
import static io.github.smtpprobe.harness.TlsServers.REFUSED;
import static io.github.smtpprobe.harness.TlsServers.WORKS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.OverTls;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.harness.ShownCertificates;
import io.github.smtpprobe.harness.TlsServers;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.transcript.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS servers that misbehave in ways which need more than a dialogue: keys, chains, floods. */
@Timeout(Patience.HANGING)
class HostileTlsTest {
    private static final String HOST = DialogueFile.HOST;

    @RegisterExtension
    final TlsServers servers = new TlsServers();

    @Test
    @DisplayName("T12: a renegotiation (TLS 1.2) with the same certificate goes through")
    void renegotiation() {
        Script script = Script.parse("* tls any\nS~ 220 mx ESMTP\nC~ EHLO x\n* rekey\nS~ 250 mx\nC~ QUIT\nS~ 221 bye");
        ProbeReport report = servers.probe(script, DialogueFile.good().serverContext(), "TLSv1.2");
        assertThat(report.passed()).as(report.toString()).isTrue();
    }

    @ParameterizedTest(name = "D10, L14: {0} without end")
    @EnumSource(BouncyServer.Flood.class)
    @Tag("heavy")
    void floods(BouncyServer.Flood flood) throws Exception {
        Issued certificate = DialogueFile.authority().issue(HOST);
        ProbeReport report = Patience.until(HostileTlsTest::shookHands, deadline -> {
            try (BouncyServer server = new BouncyServer(flood, certificate)) {
                ProbeReport each = OverTls.probe(HOST, server.port(), DialogueFile.trusting(flood.version), deadline);
                assertThat(server.records() > 0 || broken(flood, each) || !shookHands(each))
                        .as(each.toString())
                        .isTrue();
                return each;
            } catch (IOException noPort) {
                throw new UncheckedIOException(noPort);
            }
        });
        assertThat(shookHands(report)).as(report.toString()).isTrue();
        assertThat(broken(flood, report) || report.has("greeting.timeout-in-tls"))
                .as(report.toString())
                .isTrue();
    }

    /** JDK 17 takes an empty record of TLS 1.3 for a broken one and ends there. */
    private static boolean broken(BouncyServer.Flood flood, ProbeReport report) {
        return flood == BouncyServer.Flood.EMPTY_RECORDS_OF_TODAY && report.has("tls.broken");
    }

    private static boolean shookHands(ProbeReport report) {
        return report.decisive()
                .flatMap(each -> each.fact(TlsHandshake.class))
                .filter(each -> each.outcome().succeeded())
                .isPresent();
    }

    // README, Security: "endless key updates"
    @ParameterizedTest(name = "D08, D09: new keys without end under {0}")
    @org.junit.jupiter.params.provider.ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    @Tag("heavy")
    void newKeysWithoutEnd(String version) {
        ScriptedServer server = servers.start(
                ScriptedServer.playing(Script.parse("* tls any\n" + "* rekey\n* pause 5ms\n".repeat(3000)))
                        .lenient() // it would go on for 15 seconds
                        .tls(DialogueFile.good().serverContext(), version));
        ProbeReport report = Patience.until(
                HostileTlsTest::shookHands,
                deadline -> OverTls.probe(HOST, server.port(), DialogueFile.trusting(), deadline));
        assertThat(report.has("greeting.timeout-in-tls")).as(report.toString()).isTrue();
    }

    @Test
    @DisplayName("L12: a chain of 200 certificates, and a handshake message of 16 MiB")
    @Tag("heavy")
    void tooManyCertificates() throws Exception {
        List<X509Certificate> chain = new ArrayList<>();
        Issued good = DialogueFile.authority().issue(HOST);
        chain.addAll(good.chain());
        chain.addAll(Collections.nCopies(199, CertificateAuthority.create().certificate()));
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            ProbeReport report = servers.probe(
                    REFUSED, ShownCertificates.showing(new Issued(good.key(), List.copyOf(chain))), version);
            assertThat(report.has("tls.handshake-failed")).as(report.toString()).isTrue();
        }
        ByteBuffer record = ByteBuffer.allocate(5 + 16_384).put(new byte[] {22, 3, 3, 0x40, 0, 11, -1, -1, -1});
        String raw = Entry.server(record.array(), false, false, Duration.ZERO).toString();
        ProbeReport huge = servers.probe(
                Script.parse("* client-hello\n" + (raw + "\n").repeat(4) + "* silence"), good.serverContext());
        assertThat(huge.passed()).isFalse();
        assertThat(huge.has("tls.handshake-failed")).as(huge.toString()).isTrue();
    }

    @Test
    @DisplayName(
            "L13: a certificate with thousands of names is too large for a handshake, and one with hundreds is cut in"
                    + " the report")
    void tooManyNames() {
        String[] many = IntStream.range(0, 5_000)
                .mapToObj(i -> "host-" + i + ".example.com")
                .toArray(String[]::new);
        ProbeReport large =
                servers.probe(REFUSED, DialogueFile.authority().issue(many).serverContext());
        assertThat(large.has("tls.handshake-failed")).as(large.toString()).isTrue();
        String[] some = IntStream.range(0, 500)
                .mapToObj(i -> "host-" + i + ".example.com")
                .toArray(String[]::new);
        some[499] = HOST;
        ProbeReport capped =
                servers.probe(WORKS, DialogueFile.authority().issue(some).serverContext());
        assertThat(capped.passed()).as(capped.toString()).isTrue();
        assertThat(tls(capped).chain().get(0).names()).hasSize(100);
    }

    @Test
    @DisplayName("D13: a server that never answers close_notify does not hold us")
    void noAnswerToCloseNotify() {
        Script script = Script.parse("* tls any\nS~ 220 mx\nC~ EHLO x\nS~ 250 mx\nC~ QUIT\nS~ 221 bye\n* silence");
        ScriptedServer server = servers.start(
                ScriptedServer.playing(script).tls(DialogueFile.good().serverContext()));
        ProbeReport report = OverTls.probe(HOST, server.port(), DialogueFile.trusting());
        assertThat(report.passed()).isTrue();
        assertThat(report.took()).isLessThan(Patience.AMPLE); // QUIT is answered, so nothing is waited for
    }

    // README, Security: "while TLS keeps the name."
    // README, Security: "Each TLS hello stands alone: no ticket, no PSK."
    @Test
    @DisplayName("T19, T22: every hello stands alone (no PSK, no ticket), and its SNI is the plain name or nothing")
    void hellosResumeNothing() {
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            ScriptedServer server = servers.start(ScriptedServer.playing(WORKS)
                    .tls(
                            DialogueFile.authority()
                                    .issue(HOST, "mx_1.example.com", "127.0.0.1")
                                    .serverContext(),
                            version));
            List<ClientHello> hellos = new ArrayList<>();
            SmtpProbe probe = SmtpProbe.builder()
                    .tlsSettings(DialogueFile.trusting())
                    .transport(ClientHello.recording(hellos))
                    .build();
            for (String host : List.of(HOST, HOST, "MX.Example.COM.", "mx_1.example.com", "127.0.0.1")) {
                ProbeReport report = probe.probe(ProbeRequest.to(host, server.port())
                        .tls(TlsMode.IMPLICIT_TLS)
                        .connectTo("127.0.0.1")
                        .build());
                assertThat(report.passed()).as(report.toString()).isTrue();
            }
            assertThat(hellos).extracting(ClientHello::serverName).containsExactly(HOST, HOST, HOST, "", "");
            assertThat(hellos).allSatisfy(hello -> {
                assertThat(hello.extension(41)).as("pre_shared_key").isEmpty();
                assertThat(hello.extension(42)).as("early_data").isEmpty();
                assertThat(hello.extension(35).map(ticket -> ticket.length).orElse(0))
                        .as("session_ticket")
                        .isZero();
            });
            assertThat(hellos)
                    .extracting(hello -> java.util.HexFormat.of().formatHex(hello.sessionId()))
                    .as("32 random octets, or none: never one that a server issued")
                    .doesNotHaveDuplicates();
        }
    }
}

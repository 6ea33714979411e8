/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import io.github.smtpprobe.tls.TlsOutcome;
import io.github.smtpprobe.tls.TlsSettings;
import io.github.smtpprobe.transcript.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
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
    private static final String TALK = """
        S~ 220 mx ESMTP
        C~ EHLO x
        S~ 250 mx
        C~ QUIT
        S~ 221 bye
        """;
    private static final Script WORKS = Script.parse("* tls any\n" + TALK);
    private static final Script REFUSED = Script.parse("* tls-failed");
    /** A deadline that nothing here waits for. */
    private static final Duration LONG = Patience.AMPLE.multipliedBy(2);

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    private static ProbeReport probe(int port, Duration deadline, TlsSettings settings) {
        ProbeReport report = SmtpProbe.builder()
                .tlsSettings(settings)
                .build()
                .probe(ProbeRequest.to(HOST, port)
                        .tls(TlsMode.IMPLICIT_TLS)
                        .connectTo("127.0.0.1")
                        .deadline(deadline)
                        .build());
        Invariants.check(report);
        assertThat(report.took()).isLessThan(deadline.plus(Patience.AMPLE));
        return report;
    }

    private ProbeReport probe(Script script, SSLContext context, String... versions) {
        return probe(
                servers.start(ScriptedServer.playing(script).tls(context, versions))
                        .port(),
                LONG,
                DialogueFile.trusting());
    }

    private static TlsOutcome tls(ProbeReport report) {
        return report.decisive()
                .orElseThrow()
                .fact(Fact.TlsHandshake.class)
                .orElseThrow()
                .tls();
    }

    @Test
    @DisplayName("T04: a common name without subjectAltName is said to be weak; our name check (RFC 9525) refuses it")
    void commonNameOnly() {
        ProbeReport report = probe(
                REFUSED, DialogueFile.authority().issueCommonNameOnly(HOST).serverContext());
        assertThat(report.has("cert.wrong-name")).as(report.toString()).isTrue();
        assertThat(report.has("cert.weak")).as(report.toString()).isTrue();
    }

    @Test
    @DisplayName("T06: a signature by MD5 is refused")
    void oldSignature() throws Exception {
        java.security.KeyPairGenerator generator = java.security.KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        java.security.KeyPair keys = generator.generateKeyPair();
        org.bouncycastle.asn1.x500.X500Name name = new org.bouncycastle.asn1.x500.X500Name("CN=" + HOST);
        java.util.Date now = new java.util.Date();
        X509Certificate signed = new org.bouncycastle.cert.jcajce.JcaX509CertificateConverter()
                .getCertificate(new org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder(
                                new org.bouncycastle.asn1.x500.X500Name("CN=root"),
                                java.math.BigInteger.ONE,
                                now,
                                new java.util.Date(now.getTime() + 86_400_000L),
                                name,
                                keys.getPublic())
                        .build(new org.bouncycastle.operator.jcajce.JcaContentSignerBuilder("MD5withRSA")
                                .build(keys.getPrivate())));
        ProbeReport report = probe(REFUSED, showing(new Issued(keys.getPrivate(), List.of(signed))));
        assertThat(report.passed()).isFalse();
        assertThat(tls(report).chain().get(0).signatureAlgorithm()).contains("MD5");
        assertThat(tls(report).verdict().orElseThrow().acceptable()).isFalse();
    }

    @ParameterizedTest(name = "T18: for the exchanger mx0.example.com a certificate made out to {0} is {1}")
    @org.junit.jupiter.params.provider.CsvSource({"example.com, MISMATCH", "mx0.example.com, MATCHES"})
    void theExchangersNameCounts(String name, io.github.smtpprobe.tls.CertificateVerdict.Name expected) {
        Script script = Script.parse("""
            S: 220 mx
            C: EHLO x
            S: 250-mx
            S: 250 STARTTLS
            C: STARTTLS
            S: 220 go
            * tls any
            C~ EHLO x
            S~ 250 mx
            C~ QUIT
            S~ 221 bye
            """);
        io.github.smtpprobe.testkit.MemoryTransport memory = new io.github.smtpprobe.testkit.MemoryTransport(
                io.github.smtpprobe.testkit.Delivery.WHOLE,
                DialogueFile.authority().issue(name).serverContext(),
                script);
        ProbeReport report = SmtpProbe.builder()
                .tlsSettings(DialogueFile.trusting())
                .transport(memory)
                .resolver(HostileTimingTest.addresses(1))
                .build()
                .probe(ProbeRequest.toMxOf("example.com").build());
        Invariants.check(report);
        assertThat(tls(report).identity()).isEqualTo("mx0.example.com");
        assertThat(tls(report).verdict().orElseThrow().name()).isEqualTo(expected);
        assertThat(report.resolution().target())
                .as("both names are in the report")
                .isEqualTo("example.com");
    }

    @Test
    @DisplayName("T12: a renegotiation (TLS 1.2) with the same certificate goes through")
    void renegotiation() {
        Script script = Script.parse("* tls any\nS~ 220 mx ESMTP\nC~ EHLO x\n* rekey\nS~ 250 mx\nC~ QUIT\nS~ 221 bye");
        ProbeReport report = probe(script, DialogueFile.good().serverContext(), "TLSv1.2");
        assertThat(report.passed()).as(report.toString()).isTrue();
    }

    // README, Security: "or renegotiated to another certificate."
    @Test
    @DisplayName("T12: another certificate in a renegotiation is never taken, even a good one")
    void anotherIdentity() throws Exception {
        Issued first = DialogueFile.authority().issue(HOST);
        Issued second = DialogueFile.authority().issue(HOST);
        Script script = Script.parse("* tls any\nS~ 220 mx ESMTP\nC~ EHLO x\n* rekey\nS~ 250 mx\nC~ [redacted]");
        ProbeReport report = probe(script, showing(first, second), "TLSv1.2");
        assertThat(report.passed()).as(report.toString()).isFalse();
        assertThat(report.has("tls.broken")).as(report.toString()).isTrue();
        assertThat(report.transcript().toString()).doesNotContain("S~ 250");
    }

    /** Shows one certificate in the first handshake and the other in those that follow. */
    static SSLContext showing(Issued... certificates) throws Exception {
        AtomicInteger handshakes = new AtomicInteger();
        X509ExtendedKeyManager changing = new X509ExtendedKeyManager() {
            @Override
            public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
                return Integer.toString(Math.min(handshakes.getAndIncrement(), certificates.length - 1));
            }

            @Override
            public X509Certificate[] getCertificateChain(String alias) {
                return certificates[Integer.parseInt(alias)].chain().toArray(new X509Certificate[0]);
            }

            @Override
            public PrivateKey getPrivateKey(String alias) {
                return certificates[Integer.parseInt(alias)].key();
            }

            @Override
            public String[] getServerAliases(String keyType, Principal[] issuers) {
                return new String[] {"0", "1"};
            }

            @Override
            public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
                return "0";
            }

            @Override
            public String[] getClientAliases(String keyType, Principal[] issuers) {
                return new String[0];
            }

            @Override
            public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
                return "0";
            }
        };
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {changing}, null, new SecureRandom());
        return context;
    }

    @Test
    @DisplayName(
            "T23: a chain out of order, doubled, or with strangers in it: the JDK decides, and the report shows what"
                    + " came")
    void oddChains() throws Exception {
        Issued good = DialogueFile.authority().intermediate().intermediate().issue(HOST);
        List<X509Certificate> shuffled = new ArrayList<>(good.chain());
        Collections.reverse(shuffled.subList(1, shuffled.size()));
        List<X509Certificate> doubled = new ArrayList<>(good.chain());
        doubled.addAll(good.chain());
        List<X509Certificate> mixed = new ArrayList<>(good.chain());
        mixed.add(CertificateAuthority.create().certificate());
        for (List<X509Certificate> chain : List.of(shuffled, doubled, mixed)) {
            ProbeReport report = probe(WORKS, showing(new Issued(good.key(), List.copyOf(chain))));
            assertThat(report.passed()).as(report.toString()).isTrue();
            assertThat(tls(report).chain()).hasSize(chain.size());
        }
    }

    @ParameterizedTest(name = "D10, L14: {0} without end")
    @EnumSource(BouncyServer.Flood.class)
    @Tag("heavy")
    void floods(BouncyServer.Flood flood) throws Exception {
        Issued certificate = DialogueFile.authority().issue(HOST);
        ProbeReport report = Patience.until(HostileTlsTest::shookHands, deadline -> {
            try (BouncyServer server = new BouncyServer(flood, certificate)) {
                ProbeReport each = probe(server.port(), deadline, DialogueFile.trusting(flood.version));
                assertThat(server.records() > 0 || broken(flood, each) || !shookHands(each))
                        .as(each.toString())
                        .isTrue();
                return each;
            } catch (IOException noPort) {
                throw new UncheckedIOException(noPort);
            }
        });
        assertThat(shookHands(report)).as(report.toString()).isTrue();
        assertThat(broken(flood, report) || report.has("greeting.timeout"))
                .as(report.toString())
                .isTrue();
    }

    /** JDK 17 takes an empty record of TLS 1.3 for a broken one and ends there. */
    private static boolean broken(BouncyServer.Flood flood, ProbeReport report) {
        return flood == BouncyServer.Flood.EMPTY_RECORDS_OF_TODAY && report.has("tls.broken");
    }

    private static boolean shookHands(ProbeReport report) {
        return report.decisive()
                .flatMap(each -> each.fact(Fact.TlsHandshake.class))
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
                        .tls(DialogueFile.good().serverContext(), version));
        ProbeReport report = Patience.until(
                HostileTlsTest::shookHands, deadline -> probe(server.port(), deadline, DialogueFile.trusting()));
        assertThat(report.has("greeting.timeout")).as(report.toString()).isTrue();
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
            ProbeReport report = probe(REFUSED, showing(new Issued(good.key(), List.copyOf(chain))), version);
            assertThat(report.has("tls.handshake-failed")).as(report.toString()).isTrue();
        }
        ByteBuffer record = ByteBuffer.allocate(5 + 16_384).put(new byte[] {22, 3, 3, 0x40, 0, 11, -1, -1, -1});
        String raw = Entry.server(record.array(), false, false, Duration.ZERO).toString();
        ProbeReport huge =
                probe(Script.parse("* client-hello\n" + (raw + "\n").repeat(4) + "* silence"), good.serverContext());
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
        ProbeReport large = probe(REFUSED, DialogueFile.authority().issue(many).serverContext());
        assertThat(large.has("tls.handshake-failed")).as(large.toString()).isTrue();
        String[] some = IntStream.range(0, 500)
                .mapToObj(i -> "host-" + i + ".example.com")
                .toArray(String[]::new);
        some[499] = HOST;
        ProbeReport capped = probe(WORKS, DialogueFile.authority().issue(some).serverContext());
        assertThat(capped.passed()).as(capped.toString()).isTrue();
        assertThat(tls(capped).chain().get(0).names()).hasSize(100);
    }

    @Test
    @DisplayName("D13: a server that never answers close_notify does not hold us")
    void noAnswerToCloseNotify() {
        Script script = Script.parse("* tls any\nS~ 220 mx\nC~ EHLO x\nS~ 250 mx\nC~ QUIT\nS~ 221 bye\n* silence");
        ScriptedServer server = servers.start(
                ScriptedServer.playing(script).tls(DialogueFile.good().serverContext()));
        ProbeReport report = probe(server.port(), LONG, DialogueFile.trusting());
        assertThat(report.passed()).isTrue();
        assertThat(report.took()).isLessThan(Patience.AMPLE); // QUIT is answered, so nothing is waited for
    }

    @Test
    @DisplayName("T16: a server that would like a client certificate gets none and goes on")
    void optionalClientCertificate() throws Exception {
        javax.net.ssl.TrustManagerFactory trust =
                javax.net.ssl.TrustManagerFactory.getInstance(javax.net.ssl.TrustManagerFactory.getDefaultAlgorithm());
        trust.init(DialogueFile.authority().trustStore());
        Issued issued = DialogueFile.authority().issue(HOST);
        javax.net.ssl.KeyManagerFactory keys =
                javax.net.ssl.KeyManagerFactory.getInstance(javax.net.ssl.KeyManagerFactory.getDefaultAlgorithm());
        keys.init(issued.keyStore(), issued.password());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
        ScriptedServer server =
                servers.start(ScriptedServer.playing(WORKS).tls(context).wantingClientCertificate());
        assertThat(probe(server.port(), LONG, DialogueFile.trusting()).passed()).isTrue();
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

    // README, Security: "Revocation (CRL, OCSP) is not looked up; a certificate that demands stapling is shown as
    // such."
    @Test
    @DisplayName("T17: a certificate that demands a stapled answer is shown as such; revocation is not looked up")
    void mustStaple() {
        ProbeReport report =
                probe(WORKS, DialogueFile.authority().issueMustStaple(HOST).serverContext());
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(tls(report).chain().get(0).mustStaple()).isTrue();
        assertThat(tls(probe(WORKS, DialogueFile.good().serverContext()))
                        .chain()
                        .get(0)
                        .mustStaple())
                .isFalse();
    }
}

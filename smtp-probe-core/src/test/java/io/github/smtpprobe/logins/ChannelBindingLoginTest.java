/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.logins;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.ScramDetails;
import io.github.smtpprobe.sasl.ScramServer;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A login that is bound to a real TLS connection: the server works out the binding at its own end, and its signature must fit. */
@Timeout(Patience.HANGING)
class ChannelBindingLoginTest {
    private static final String PASSWORD = "correct-horse-battery";
    private static final String MECHANISM = "SCRAM-SHA-256-PLUS";
    private static final ScramServer SERVER = new ScramServer(MECHANISM, PASSWORD, 4096);
    /** Java 25 and later. */
    private static final boolean EXPORTS = Arrays.stream(ExtendedSSLSession.class.getMethods())
            .anyMatch(each -> each.getName().equals("exportKeyingMaterialData"));

    private static String type(String version) {
        return EXPORTS && version.equals("TLSv1.3") ? "tls-exporter" : "tls-server-end-point";
    }

    private static byte[] header(SSLSession session) throws Exception {
        String type = type(session.getProtocol());
        byte[] data = type.equals("tls-exporter")
                ? (byte[]) ExtendedSSLSession.class
                        .getMethod("exportKeyingMaterialData", String.class, byte[].class, int.class)
                        .invoke(session, "EXPORTER-Channel-Binding", new byte[0], 32)
                : MessageDigest.getInstance("SHA-256").digest(session.getLocalCertificates()[0].getEncoded());
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.writeBytes(("p=" + type + ",,").getBytes(StandardCharsets.US_ASCII));
        header.writeBytes(data);
        return header.toByteArray();
    }

    private static void say(SSLSocket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static String challenge(String message) {
        return "334 " + Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.US_ASCII));
    }

    /** One login; what the client proved is compared to what it should have proved. */
    private static boolean serve(SSLServerSocket listening, boolean relayed) {
        try (SSLSocket socket = (SSLSocket) listening.accept()) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            say(socket, "220 mx");
            in.readLine();
            byte[] header = header(socket.getSession());
            if (relayed) {
                header[header.length - 1] ^= 1; // as it would be on another connection
            }
            say(socket, "250-mx\r\n250 AUTH " + MECHANISM + " PLAIN");
            in.readLine();
            say(socket, challenge(SERVER.first()));
            String proof = new String(Base64.getDecoder().decode(in.readLine()), StandardCharsets.US_ASCII);
            boolean right = proof.equals(SERVER.expected("user", header));
            if (right) {
                say(socket, challenge(SERVER.last("user", header)));
                in.readLine();
            }
            say(socket, right ? "235 2.7.0 ok" : "535 5.7.8 no");
            in.readLine();
            say(socket, "221 bye");
            return right;
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    @ParameterizedTest(name = "{0}, TLS ends in between: {1}")
    @CsvSource({"TLSv1.3, false", "TLSv1.3, true", "TLSv1.2, false", "TLSv1.2, true"})
    void bothEndsWorkOutTheSame(String version, boolean relayed) throws Exception {
        try (SSLServerSocket listening = (SSLServerSocket) DialogueFile.good()
                .serverContext()
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            listening.setEnabledProtocols(new String[] {version});
            CompletableFuture<Boolean> right = CompletableFuture.supplyAsync(() -> serve(listening, relayed));
            ProbeReport report = SmtpProbe.builder()
                    .tlsSettings(DialogueFile.trusting())
                    .mechanism(ScramServer.client(MECHANISM))
                    .build()
                    .probe(ProbeRequest.to(DialogueFile.HOST, listening.getLocalPort())
                            .tls(TlsMode.IMPLICIT_TLS)
                            .connectTo("127.0.0.1")
                            .credentials(Credentials.password("user", Secret.of(PASSWORD)))
                            .deadline(Duration.ofSeconds(20))
                            .build());
            assertThat(right.get()).as(report.toString()).isNotEqualTo(relayed);
            assertThat(report.passed()).as(report.toString()).isNotEqualTo(relayed);
            assertThat(binding(report)).hasValue(type(version));
            assertThat(report.has("auth.binding-refused")).isEqualTo(relayed);
        }
    }

    /** Inside TLS, the strongest that binds is taken; the server's signature shows that both mean the same certificate. */
    @ParameterizedTest
    @CsvSource({
        "SCRAM-SHA-256 SCRAM-SHA-256-PLUS SCRAM-SHA-1-PLUS PLAIN, SCRAM-SHA-256-PLUS, true, true",
        "SCRAM-SHA-256 SCRAM-SHA-256-PLUS PLAIN, SCRAM-SHA-256-PLUS, false, true",
        "SCRAM-SHA-256 SCRAM-SHA-1 PLAIN LOGIN, SCRAM-SHA-256, true, false"
    })
    void insideTls(String offered, String chosen, boolean right, boolean bound) throws Exception {
        X509Certificate certificate = DialogueFile.good().chain().get(0);
        byte[] endPoint = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.writeBytes((bound ? "p=tls-server-end-point,," : "y,,").getBytes(StandardCharsets.US_ASCII));
        header.writeBytes(bound ? endPoint : new byte[0]);
        ScramServer server = new ScramServer(chosen, PASSWORD, 4096);
        String last = right
                ? "S: " + challenge(server.last("user", header.toByteArray())) + "\nC: \nS: 235 2.7.0 ok\n"
                : "S: 535 5.7.8 no, not tls-server-end-point\n";
        ProbeReport report = probeInTls(offered, chosen, server, last);
        assertThat(report.passed()).as(report.toString()).isEqualTo(right);
        assertThat(binding(report).isPresent()).isEqualTo(bound);
        assertThat(report.has("auth.binding-refused")).isEqualTo(!right);
        assertThat(report.attempts()).as("no second login").hasSize(1);
        if (!right) {
            assertThat(report.finding("auth.binding-refused").orElseThrow().explanation())
                    .contains("ends TLS in between");
            assertThat(report.transcript().toString())
                    .as("the kind of binding is no secret")
                    .contains("not tls-server-end-point");
        }
    }

    /** The server may say itself that it refuses for the binding: then neither user name nor password is to be checked. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        channel-bindings-dont-match      | NETWORK         | Look for what ends TLS
        unsupported-channel-binding-type | SERVER_OPERATOR | allow the mechanism SCRAM-SHA-256 alone
        """)
    void aServerThatSaysThatTheBindingIsWhy(String error, Actor actor, String remedy) throws Exception {
        ScramServer server = new ScramServer("SCRAM-SHA-256-PLUS", PASSWORD, 4096);
        String last = "S: " + challenge("e=" + error) + "\nC: \nS: 535 5.7.8 Authentication failed\n";
        ProbeReport report = probeInTls("SCRAM-SHA-256-PLUS SCRAM-SHA-256", "SCRAM-SHA-256-PLUS", server, last);
        Finding cause = report.rootCause().orElseThrow();
        assertThat(cause.id()).as(report.toString()).isEqualTo("auth.scram-error");
        assertThat(cause.actor()).isEqualTo(actor);
        assertThat(cause.remedy()).contains(remedy).doesNotContain("password");
        assertThat(report.has("auth.binding-refused")).as("said once").isFalse();
    }

    private static ProbeReport probeInTls(String offered, String chosen, ScramServer server, String last)
            throws Exception {
        String hello = "C: EHLO x\nS: 250-mx.example.com\nS: 250 AUTH " + offered + "\n";
        String exchange =
                "C: AUTH " + chosen + " [redacted]\n" + "S: " + challenge(server.first()) + "\nC: [redacted]\n" + last;
        String script =
                "S: 220 mx.example.com\nC: EHLO x\nS: 250-mx.example.com\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\n"
                        + "* tls any\n" + (hello + exchange + "C: QUIT\nS: 221 bye\n").replace(": ", "~ ");
        MemoryTransport memory =
                new MemoryTransport(Delivery.WHOLE, DialogueFile.good().serverContext(), Script.parse(script));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .tlsSettings(DialogueFile.trusting("TLSv1.2")) // whose binding is known before the handshake
                .mechanism(ScramServer.client(chosen))
                .build()
                .probe(ProbeRequest.to(DialogueFile.HOST, 587)
                        .connectTo("127.0.0.1")
                        .credentials(Credentials.password("user", Secret.of(PASSWORD)))
                        .build());
        Invariants.check(report);
        assertThat(memory.problems()).as(report.toString()).isEmpty();
        return report;
    }

    private static Optional<String> binding(ProbeReport report) {
        return report.decisive()
                .flatMap(attempt -> attempt.fact(Authentication.class))
                .flatMap(Authentication::scram)
                .flatMap(ScramDetails::channelBinding);
    }
}

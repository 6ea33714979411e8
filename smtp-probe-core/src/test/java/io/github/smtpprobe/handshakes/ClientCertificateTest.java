/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshakes;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.testkit.ForwardingConnection;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import io.github.smtpprobe.tls.ClientCertificate;
import io.github.smtpprobe.tls.TlsSettings;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client certificate that was asked for and not given is named, whatever the server does next. */
@Timeout(Patience.HANGING)
class ClientCertificateTest {
    private static final String HOST = DialogueFile.HOST;
    private static final String START =
            "S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\n* tls any\n";

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    private static SSLContext context() throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(DialogueFile.authority().trustStore());
        Issued issued = DialogueFile.authority().issue(HOST);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(issued.keyStore(), issued.password());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
        return context;
    }

    private static ProbeReport probe(int port, TlsMode mode, TlsSettings settings) {
        ProbeReport report = SmtpProbe.builder()
                .tlsSettings(settings)
                .build()
                .probe(ProbeRequest.to(HOST, port)
                        .tls(mode)
                        .connectTo("127.0.0.1")
                        .deadline(Duration.ofSeconds(20))
                        .withoutSecondLook()
                        .build());
        Invariants.check(report);
        return report;
    }

    private static ClientCertificate state(ProbeReport report) {
        return report.decisive()
                .orElseThrow()
                .fact(TlsHandshake.class)
                .orElseThrow()
                .tls()
                .clientCertificate();
    }

    private ProbeReport asking(String version, TlsMode mode, String then) throws Exception {
        String begin = mode == TlsMode.STARTTLS ? START + "C~ EHLO x\n" : "* tls any\n";
        ScriptedServer server = servers.start(ScriptedServer.playing(Script.parse(begin + then))
                .tls(context(), version)
                .wantingClientCertificate());
        return probe(server.port(), mode, DialogueFile.trusting());
    }

    @ParameterizedTest(name = "{0}, {1}: closed for want of a certificate")
    @CsvSource({"TLSv1.2, IMPLICIT_TLS", "TLSv1.3, IMPLICIT_TLS", "TLSv1.2, STARTTLS", "TLSv1.3, STARTTLS"})
    void whoClosesInstead(String version, TlsMode mode) throws Exception {
        for (String end : new String[] {"* closed", "* reset"}) {
            ProbeReport report = asking(version, mode, end);
            assertThat(state(report)).isEqualTo(ClientCertificate.NOT_GIVEN);
            assertThat(report.findings().get(0).id()).as(report.toString()).isEqualTo("tls.client-certificate");
        }
    }

    @ParameterizedTest(name = "{0}, {1}: refused later")
    @CsvSource({"TLSv1.2, IMPLICIT_TLS", "TLSv1.3, IMPLICIT_TLS", "TLSv1.2, STARTTLS", "TLSv1.3, STARTTLS"})
    void whoGoesOnAndRefusesLater(String version, TlsMode mode) throws Exception {
        ProbeReport report = asking(
                version,
                mode,
                (mode == TlsMode.STARTTLS ? "" : "S~ 220 mx\nC~ EHLO x\n")
                        + "S~ 550 5.7.1 show a certificate\n"
                        + "C~ HELO x\n"
                        + "S~ 550 5.7.1 show a certificate\n"
                        + "C~ QUIT\n"
                        + "S~ 221 bye");
        assertThat(report.passed()).isFalse();
        assertThat(report.has("tls.client-certificate-asked"))
                .as(report.toString())
                .isTrue();
        assertThat(report.has("tls.client-certificate")).as(report.toString()).isFalse();
    }

    @ParameterizedTest(name = "a server of the JDK that insists, {0}")
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void whoInsists(String version) throws Exception {
        try (SSLServerSocket server = (SSLServerSocket)
                context().getServerSocketFactory().createServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            server.setNeedClientAuth(true);
            server.setEnabledProtocols(new String[] {version});
            Thread thread = new Thread(() -> serve(server));
            thread.setDaemon(true);
            thread.start();
            ProbeReport none = probe(server.getLocalPort(), TlsMode.IMPLICIT_TLS, DialogueFile.trusting());
            assertThat(state(none)).isEqualTo(ClientCertificate.NOT_GIVEN);
            assertThat(none.findings().get(0).id()).as(none.toString()).isEqualTo("tls.client-certificate");
            assertThat(none.has("tls.broken"))
                    .as("an alert is nothing that TLS forbids")
                    .isFalse();
            none.finding("tls.alert-later").ifPresent(later -> {
                assertThat(later.summary()).contains("with the alert ").doesNotContain("fatal");
                assertThat(later.consequenceOf()).contains("tls.client-certificate");
            });
            Issued stranger = io.github.smtpprobe.testkit.CertificateAuthority.selfSigned("client.example");
            ProbeReport wrong = probe(
                    server.getLocalPort(),
                    TlsMode.IMPLICIT_TLS,
                    TlsSettings.builder()
                            .trustStore(DialogueFile.authority().trustStore())
                            .clientKey(stranger.keyStore(), stranger.password())
                            .build());
            assertThat(wrong.findings())
                    .as(wrong.toString())
                    .extracting(Finding::id)
                    .containsAnyOf("tls.client-certificate", "tls.client-certificate-refused");
        }
    }

    /** In TLS 1.3 the alert may be there before we send a word, and is then read by the look before it. */
    @Test
    void anAlertThatComesBeforeOurWordIsHeard() throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            Thread thread = new Thread(() -> refuse(server, refused));
            thread.setDaemon(true);
            thread.start();
            Transport patient = (route, deadline) ->
                    new AwaitingConnection(Transport.sockets().connect(route, deadline), refused);
            ProbeReport report = SmtpProbe.builder()
                    .transport(patient)
                    .tlsSettings(DialogueFile.trusting())
                    .build()
                    .probe(ProbeRequest.to(HOST, server.getLocalPort())
                            .connectTo("127.0.0.1")
                            .deadline(Duration.ofSeconds(20))
                            .build());
            Invariants.check(report);
            Ehlo inside = report.decisive().orElseThrow().facts(Ehlo.class).get(1);
            assertThat(inside.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.reason())
                                    .as(failed.toString())
                                    .isEqualTo(Reason.TLS_ALERT_LATER));
        }
    }

    /** Speaks until TLS, wants a certificate there, and leaves the connection open after its alert. */
    private static void refuse(ServerSocket server, CountDownLatch refused) {
        try (Socket plain = server.accept()) {
            BufferedReader from = new BufferedReader(new InputStreamReader(plain.getInputStream(), US_ASCII));
            OutputStream to = plain.getOutputStream();
            to.write("220 mx\r\n".getBytes(US_ASCII));
            from.readLine();
            to.write("250-mx\r\n250 STARTTLS\r\n".getBytes(US_ASCII));
            from.readLine();
            to.write("220 go\r\n".getBytes(US_ASCII));
            SSLSocket secured = (SSLSocket) context().getSocketFactory().createSocket(plain, HOST, 25, false);
            secured.setUseClientMode(false);
            secured.setNeedClientAuth(true);
            secured.setEnabledProtocols(new String[] {"TLSv1.3"});
            try {
                secured.startHandshake();
            } catch (IOException expected) {
                refused.countDown();
            }
            while (plain.getInputStream().read() >= 0) {
                // until the client goes
            }
        } catch (Exception over) {
            refused.countDown();
        }
    }

    /** Once TLS has begun, the look before a command waits until the server has refused. */
    private static final class AwaitingConnection extends ForwardingConnection {
        private final CountDownLatch refused;
        private boolean secured;

        AwaitingConnection(Connection lower, CountDownLatch refused) {
            super(lower);
            this.refused = refused;
        }

        @Override
        public void write(byte[] octets, Deadline deadline) throws IOException {
            secured |= octets[0] == 22; // a record of the handshake
            super.write(octets, deadline);
        }

        @Override
        public int readAvailable(byte[] buffer) throws IOException {
            try {
                return secured && !refused.await(10, TimeUnit.SECONDS) ? 0 : super.readAvailable(buffer);
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
        }
    }

    private static void serve(SSLServerSocket server) {
        while (!server.isClosed()) {
            try (SSLSocket socket = (SSLSocket) server.accept()) {
                socket.startHandshake();
            } catch (IOException refused) {
                // the client showed none, or the test is over: the loop's head tells which
            }
        }
    }

    @ParameterizedTest(name = "one that is shown, {0}")
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void whoTakesTheOneThatIsGiven(String version) throws Exception {
        Issued client = DialogueFile.authority().issue("client.example.com");
        ScriptedServer server = servers.start(
                ScriptedServer.playing(Script.parse("* tls any\nS~ 220 mx\nC~ EHLO x\nS~ 250 mx\nC~ QUIT\nS~ 221 bye"))
                        .tls(context(), version)
                        .wantingClientCertificate());
        ProbeReport report = probe(
                server.port(),
                TlsMode.IMPLICIT_TLS,
                TlsSettings.builder()
                        .trustStore(DialogueFile.authority().trustStore())
                        .clientKey(client.keyStore(), client.password())
                        .build());
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(state(report)).isEqualTo(ClientCertificate.GIVEN);
        assertThat(report.findings()).noneMatch(each -> each.id().startsWith("tls.client-certificate"));
    }
}

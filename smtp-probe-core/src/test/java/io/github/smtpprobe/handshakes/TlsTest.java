/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshakes;

import static io.github.smtpprobe.harness.OverTls.tls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.OverTls;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.harness.TlsServers;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.TlsInfo;
import io.github.smtpprobe.tls.TlsSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Handshakes, versions, contexts and client keys, over real sockets. */
@Timeout(Patience.HANGING)
class TlsTest {
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create();

    @RegisterExtension
    final TlsServers servers = new TlsServers();

    private static TlsSettings.Builder trusting() throws GeneralSecurityException {
        return TlsSettings.builder().trustStore(AUTHORITY.trustStore());
    }

    @Test
    void whatAHandshakeShows() throws Exception {
        ProbeReport report = servers.probe(
                trusting().build(),
                "mx.example.com",
                AUTHORITY.intermediate().issue("mx.example.com", "*.example.net"));
        assertThat(report.passed()).as(report.toString()).isTrue();
        TlsInfo tls = tls(report);
        assertThat(tls.protocol()).contains("TLSv1.3");
        assertThat(tls.serverName()).contains("mx.example.com");
        assertThat(tls.chain()).hasSize(2);
        assertThat(tls.chain().get(0).names()).containsExactly("mx.example.com", "*.example.net");
        assertThat(tls.chain().get(0).keyBits()).isEqualTo(256);
    }

    /** A server that starts in clear text greets, and complains of our hello: both are evidence, a line each. */
    @Test
    void whatAPlainPortSaysToATlsHelloIsRecordedLineByLine() {
        ScriptedServer server = servers.start(ScriptedServer.playing(
                Script.parse("S: 220 mx.example.com ESMTP\nS: 500 5.5.2 bad syntax\nS: 421\\-\n* closed")));
        ProbeReport report = SmtpProbe.standard()
                .probe(ProbeRequest.to("127.0.0.1", server.port())
                        .tls(TlsMode.IMPLICIT_TLS)
                        .build());
        Invariants.check(report);
        assertThat(report.has("tls.plain-port")).as(report.toString()).isTrue();
        assertThat(report.transcript().toString()).isEqualTo("""
            S: 220 mx.example.com ESMTP
            S: 500 5.5.2 bad syntax
            S: 421\\-
            * tls-failed
            """);
    }

    @Test
    void bothVersionsAreSpoken() throws Exception {
        for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
            assertThat(tls(servers.probe(
                                    trusting().build(), "mx.example.com", AUTHORITY.issue("mx.example.com"), version))
                            .protocol())
                    .contains(version);
        }
    }

    @Test
    void versionsThatDoNotMeetAreNamed() throws Exception {
        ScriptedServer server = servers.start(ScriptedServer.playing(Script.parse("* tls-failed"))
                .tls(AUTHORITY.issue("mx.example.com").serverContext(), "TLSv1.2"));
        ProbeReport report = OverTls.probe(
                "mx.example.com", server.port(), trusting().protocols("TLSv1.3").build());
        assertThat(report.has("tls.version-not-offered")).as(report.toString()).isTrue();
    }

    @Test
    void aProviderWithoutTlsIsTroubleOfThisMachine() {
        ScriptedServer server = servers.start(ScriptedServer.playing(TlsServers.REFUSED)
                .tls(AUTHORITY.issue("mx.example.com").serverContext()));
        ProbeReport report = OverTls.probe(
                "mx.example.com",
                server.port(),
                TlsSettings.builder()
                        .provider(java.security.Security.getProvider("SUN"))
                        .build());
        assertThat(report.has("local.tls")).as(report.toString()).isTrue();
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(tls(report).identity()).isEqualTo("mx.example.com");
    }

    @Test
    void aStoreThatTrustsNobodyIsRefusedAtOnce() throws Exception {
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        assertThatThrownBy(() -> TlsSettings.builder().trustStore(empty))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining("trustStore");
    }

    // README, Security: "With an own SSLContext its trust managers judge unseen, and the report says so."
    @Test
    void aForeignContextIsTakenAndSaidToJudgeUnseen() throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(AUTHORITY.trustStore());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), new SecureRandom());
        TlsSettings settings = TlsSettings.builder().sslContext(context).build();
        ProbeReport good = servers.probe(settings, "mx.example.com", AUTHORITY.issue("mx.example.com"));
        assertThat(good.passed()).as(good.toString()).isTrue();
        assertThat(tls(good).verdict().orElseThrow().trust()).isEqualTo(CertificateVerdict.Trust.NOT_OBSERVED);
        ProbeReport bad = servers.failing(settings, "mx.example.com", AUTHORITY.issue("other.example.com"));
        assertThat(bad.verdict()).as("its name check is on").isEqualTo(Verdict.FAILED);
    }

    @Test
    void aClientKeyIsShownToAServerThatAsks() throws Exception {
        CertificateAuthority.Issued client = AUTHORITY.issue("client.example.com");
        TlsSettings with =
                trusting().clientKey(client.keyStore(), client.password()).build();
        assertThat(mutual(with).passed()).isTrue();
        ProbeReport without = mutual(trusting().build());
        assertThat(without.verdict()).as(without.toString()).isEqualTo(Verdict.FAILED);
    }

    /** A server of the JDK's own that insists on a client certificate. */
    private static ProbeReport mutual(TlsSettings settings) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(AUTHORITY.trustStore());
        javax.net.ssl.KeyManagerFactory keys =
                javax.net.ssl.KeyManagerFactory.getInstance(javax.net.ssl.KeyManagerFactory.getDefaultAlgorithm());
        CertificateAuthority.Issued issued = AUTHORITY.issue("mx.example.com");
        keys.init(issued.keyStore(), issued.password());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
        try (SSLServerSocket server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            server.setNeedClientAuth(true);
            Thread thread = new Thread(() -> serve(server));
            thread.setDaemon(true);
            thread.start();
            return OverTls.probe("mx.example.com", server.getLocalPort(), settings);
        }
    }

    private static void serve(SSLServerSocket server) {
        try (SSLSocket socket = (SSLSocket) server.accept()) {
            for (String line : new String[] {"220 mx", "250 mx", "221 bye"}) {
                socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
                if (socket.getInputStream().read(new byte[512]) < 0) {
                    return;
                }
            }
        } catch (javax.net.ssl.SSLException refused) {
            // The client showed no certificate: its report says so.
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}

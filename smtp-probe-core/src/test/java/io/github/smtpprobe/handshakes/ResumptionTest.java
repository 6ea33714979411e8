/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshakes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.OverTls;
import io.github.smtpprobe.harness.TlsServers;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.CertificateVerdict.Trust;
import io.github.smtpprobe.tls.TlsInfo;
import io.github.smtpprobe.tls.TlsSettings;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that are resumed where the settings say so, over real sockets: what is then known of the certificate, and what is not. */
class ResumptionTest {
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create();

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    private static TlsSettings.Builder trusting() throws GeneralSecurityException {
        return TlsSettings.builder().trustStore(AUTHORITY.trustStore());
    }

    private ScriptedServer server(Issued certificate, String version) {
        return servers.start(ScriptedServer.playing(TlsServers.WORKS).tls(certificate.serverContext(), version));
    }

    private static TlsInfo tls(ProbeReport report) {
        Invariants.check(report);
        return OverTls.tls(report);
    }

    private static ProbeReport probe(ScriptedServer server, TlsSettings settings) {
        return OverTls.probe(DialogueFile.HOST, server.port(), settings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aSessionIsResumedOnlyWhereTheSettingsSaySo(String version) throws Exception {
        ScriptedServer server = server(AUTHORITY.intermediate().issue(DialogueFile.HOST), version);
        TlsSettings resuming = trusting().resumingSessions().build();
        TlsInfo first = tls(probe(server, resuming));
        assertThat(first.resumed()).isFalse();

        ProbeReport again = probe(server, resuming);
        TlsInfo second = tls(again);
        assertThat(second.resumed()).as(again::toString).isTrue();
        assertThat(second.protocol()).contains(version);
        assertThat(second.chain()).as("as it was in the first handshake").isEqualTo(first.chain());
        assertThat(second.verdict()).isEqualTo(first.verdict());
        assertThat(second.authenticated()).isTrue();
        assertThat(again.passed()).isTrue();
        assertThat(again.has("tls.resumed")).isTrue();

        TlsSettings ordinary = trusting().build();
        for (int i = 0; i < 2; i++) {
            ProbeReport seen = probe(server, ordinary);
            assertThat(tls(seen).resumed()).isFalse();
            assertThat(seen.has("tls.resumed")).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aServerThatKnowsNoSessionShowsItsNewCertificate(String version) throws Exception {
        Issued before = AUTHORITY.issue(DialogueFile.HOST);
        Issued after = AUTHORITY.issue(DialogueFile.HOST);
        Restarting context = new Restarting(before.serverContext());
        ScriptedServer server =
                servers.start(ScriptedServer.playing(TlsServers.WORKS).tls(context.context(), version));
        TlsSettings resuming = trusting().resumingSessions().build();
        for (Issued each : List.of(before, after)) {
            context.now = each.serverContext();
            for (boolean resumed : List.of(false, true)) {
                ProbeReport report = probe(server, resuming);
                TlsInfo seen = tls(report);
                assertThat(seen.resumed()).as(report::toString).isEqualTo(resumed);
                assertThat(seen.chain().get(0).sha256())
                        .isEqualTo(Certificate.fingerprint(each.chain().get(0)));
                assertThat(report.passed()).isTrue();
            }
        }
    }

    /** The judge of today decides on the certificate of yesterday: whoever looked at it leniently has not made it good. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aBadCertificateStaysBadInAResumedSession(String version) throws Exception {
        ScriptedServer server = servers.start(
                ScriptedServer.playing(TlsServers.WORKS, TlsServers.WORKS, Script.parse("* tls any\nS~ 220 mx ESMTP"))
                        .tls(CertificateAuthority.selfSigned(DialogueFile.HOST).serverContext(), version));
        TlsSettings resuming = trusting().resumingSessions().build();
        ProbeRequest.Builder request = ProbeRequest.to(DialogueFile.HOST, server.port())
                .connectTo("127.0.0.1")
                .tls(TlsMode.IMPLICIT_TLS)
                .withoutSecondLook();
        SmtpProbe probe = SmtpProbe.builder().tlsSettings(resuming).build();
        for (int i = 0; i < 2; i++) {
            ProbeReport looked = probe.probe(request.inspectInvalidCertificate().build());
            assertThat(tls(looked).resumed()).isEqualTo(i > 0);
            assertThat(looked.passed()).isFalse();
            assertThat(tls(looked).verdict())
                    .hasValueSatisfying(verdict -> assertThat(verdict.trust()).isEqualTo(Trust.SELF_SIGNED));
        }
        ProbeReport strict = probe.probe(ProbeRequest.to(DialogueFile.HOST, server.port())
                .connectTo("127.0.0.1")
                .tls(TlsMode.IMPLICIT_TLS)
                .withoutSecondLook()
                .build());
        assertThat(tls(strict).resumed()).isTrue();
        assertThat(strict.passed()).isFalse();
        assertThat(strict.has("cert.self-signed")).as(strict::toString).isTrue();
        assertThat(strict.transcript().toString()).as("nothing is said inside").doesNotContain("C~");
    }

    @Test
    void theNamedGroupsThatWereOfferedAreInTheReport() throws Exception {
        assumeTrue(Runtime.version().feature() >= 20, "this Java has no say in named groups");
        ScriptedServer server = server(AUTHORITY.issue(DialogueFile.HOST), "TLSv1.3");
        TlsInfo seen = tls(probe(server, trusting().namedGroups("x25519").build()));
        assertThat(seen.authenticated()).isTrue();
        assertThat(seen.offeredGroups()).containsExactly("x25519");
    }

    /** The context of a server that may start again, with another certificate and without its sessions. */
    private static final class Restarting extends SSLContextSpi {
        private volatile SSLContext now;

        Restarting(SSLContext first) {
            now = first;
        }

        SSLContext context() {
            return new SSLContext(this, now.getProvider(), "TLS") {};
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
            throw new UnsupportedOperationException("is initialised");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return now.getSocketFactory();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return now.getServerSocketFactory();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return now.createSSLEngine();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return now.createSSLEngine(host, port);
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return now.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return now.getClientSessionContext();
        }
    }
}

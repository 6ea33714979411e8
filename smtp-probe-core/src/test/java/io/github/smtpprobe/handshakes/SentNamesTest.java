/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshakes;

import static io.github.smtpprobe.harness.OverTls.tls;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.OverTls;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.harness.TlsServers;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.tls.CertificateVerdict.Name;
import io.github.smtpprobe.tls.CertificateVerdict.Trust;
import io.github.smtpprobe.tls.TlsInfo;
import io.github.smtpprobe.tls.TlsSettings;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server name and the cipher suites that settings choose, before a server that picks its certificate by the name. */
@Timeout(Patience.HANGING)
class SentNamesTest {
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create();
    private static final String HOST = "mx.example.com";
    private static final String OTHER = "other.example.net";
    private static final String NOBODY = "default.example.org";

    @RegisterExtension
    final TlsServers servers = new TlsServers();

    private static TlsSettings.Builder trusting() throws GeneralSecurityException {
        return TlsSettings.builder().trustStore(AUTHORITY.trustStore());
    }

    /** Shows the certificate of the name that a client sends; that of nobody to those that send none. */
    private static final class ByName extends X509ExtendedKeyManager {
        private final List<String> names;
        private final List<X509ExtendedKeyManager> keys;

        ByName(String... names) throws GeneralSecurityException {
            this.names = List.of(names);
            this.keys =
                    this.names.stream().map(name -> key(AUTHORITY.issue(name))).toList();
        }

        private static X509ExtendedKeyManager key(Issued issued) {
            try {
                KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                factory.init(issued.keyStore(), issued.password());
                return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
            } catch (GeneralSecurityException broken) {
                throw new IllegalStateException(broken);
            }
        }

        static SSLContext context(String... names) throws GeneralSecurityException {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new ByName(names)}, null, new SecureRandom());
            return context;
        }

        private X509ExtendedKeyManager of(String alias) {
            return keys.get(names.indexOf(alias.substring(0, alias.indexOf(' '))));
        }

        @Override
        public @Nullable String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
            List<SNIServerName> sent = ((ExtendedSSLSession) engine.getHandshakeSession()).getRequestedServerNames();
            String name = sent.isEmpty() ? NOBODY : ((SNIHostName) sent.get(0)).getAsciiName();
            if (!names.contains(name)) {
                return null;
            }
            String own = keys.get(names.indexOf(name)).chooseEngineServerAlias(type, issuers, engine);
            return own == null ? null : name + " " + own;
        }

        @Override
        public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return of(alias).getCertificateChain(alias.substring(alias.indexOf(' ') + 1));
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return of(alias).getPrivateKey(alias.substring(alias.indexOf(' ') + 1));
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public @Nullable String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return null;
        }
    }

    private ScriptedServer server(Script script, String... versions) throws GeneralSecurityException {
        return servers.start(ScriptedServer.playing(script).tls(ByName.context(HOST, OTHER, NOBODY), versions));
    }

    private static String step(ProbeReport report) {
        return report.decisive()
                .orElseThrow()
                .fact(TlsHandshake.class)
                .orElseThrow()
                .description();
    }

    @Test
    void theTargetsNameIsSentUnlessTheSettingsSayElse() throws Exception {
        ProbeReport report =
                OverTls.probe(HOST, server(TlsServers.WORKS).port(), trusting().build());
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(tls(report).chain().get(0).names()).containsExactly(HOST);
        assertThat(step(report)).doesNotContain("asked for", "no server name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void anotherNameShowsItsCertificateAndIsNotTheOneThatIsJudged(String version) throws Exception {
        ProbeReport report = OverTls.failing(OverTls.probe(
                HOST,
                server(TlsServers.REFUSED, version).port(),
                trusting().serverName("Other.Example.NET").build()));
        TlsInfo seen = tls(report);
        assertThat(seen.serverName()).contains(OTHER);
        assertThat(seen.identity()).isEqualTo(HOST);
        assertThat(seen.chain().get(0).names()).containsExactly(OTHER);
        assertThat(seen.verdict().orElseThrow().trust()).isEqualTo(Trust.TRUSTED);
        assertThat(seen.verdict().orElseThrow().name())
                .as("the JDK alone would take a certificate for the name that was sent")
                .isEqualTo(Name.MISMATCH);
        assertThat(report.finding("cert.wrong-name").orElseThrow().explanation())
                .contains("asked for " + OTHER + " (SNI), not for " + HOST);
    }

    @Test
    void aCertificateForTheTargetPassesWhateverWasSent() throws Exception {
        ScriptedServer any = servers.start(ScriptedServer.playing(TlsServers.WORKS)
                .tls(AUTHORITY.issue(HOST).serverContext()));
        ProbeReport report =
                OverTls.probe(HOST, any.port(), trusting().serverName(OTHER).build());
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(step(report)).endsWith(", asked for " + OTHER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void withoutAServerNameTheCertificateForNobodyIsSeen(String version) throws Exception {
        ProbeReport report = OverTls.failing(OverTls.probe(
                HOST,
                server(TlsServers.REFUSED, version).port(),
                trusting().withoutServerName().build()));
        assertThat(tls(report).serverName()).isEmpty();
        assertThat(tls(report).chain().get(0).names()).containsExactly(NOBODY);
        assertThat(report.finding("cert.wrong-name").orElseThrow().explanation())
                .contains("No server name (SNI) was sent");
    }

    @Test
    void theHandshakeSaysThatNoNameWasSent() throws Exception {
        ScriptedServer any = servers.start(ScriptedServer.playing(TlsServers.WORKS)
                .tls(AUTHORITY.issue(HOST).serverContext()));
        ProbeReport report =
                OverTls.probe(HOST, any.port(), trusting().withoutServerName().build());
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(step(report)).endsWith(", no server name sent");
        ScriptedServer address = servers.start(ScriptedServer.playing(TlsServers.WORKS)
                .tls(AUTHORITY.issue("127.0.0.1").serverContext()));
        assertThat(step(OverTls.probe("127.0.0.1", address.port(), trusting().build())))
                .as("an address has no server name")
                .doesNotContain("server name");
    }

    @Test
    void anAddressCanBeAskedForAName() throws Exception {
        ProbeReport report = OverTls.failing(OverTls.probe(
                "127.0.0.1",
                server(TlsServers.REFUSED).port(),
                trusting().serverName(OTHER).build()));
        assertThat(tls(report).chain().get(0).names()).containsExactly(OTHER);
        assertThat(report.has("cert.wrong-name")).isTrue();
    }

    /** What a stranger typed is never sent as a server name; that of the application is. */
    @Test
    void aProbeForUntrustedTargetsSendsTheApplicationsName() throws Exception {
        ScriptedServer server = server(TlsServers.REFUSED);
        ProbeReport report = SmtpProbe.forUntrustedTargets(
                        AddressPolicy.allowAll().onPorts(server.port()))
                .toBuilder()
                .tlsSettings(trusting().serverName(OTHER).build())
                .build()
                .probe(ProbeRequest.to("localhost", server.port())
                        .tls(TlsMode.IMPLICIT_TLS)
                        .build());
        Invariants.check(report);
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(tls(report).serverName()).contains(OTHER);
        assertThat(report.has("cert.wrong-name")).as(report.toString()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLS_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"})
    void theChosenSuiteIsSpokenAndTheOthersVersionIsNotOffered(String suite) throws Exception {
        ProbeReport report = OverTls.probe(
                HOST,
                server(TlsServers.WORKS).port(),
                trusting().cipherSuites(suite).build());
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(tls(report).cipherSuite()).isEqualTo(Optional.of(suite));
        assertThat(tls(report).offeredSuites()).containsExactly(suite);
        assertThat(tls(report).offered()).containsExactly(suite.contains("_WITH_") ? "TLSv1.2" : "TLSv1.3");
    }

    @Test
    void suitesThatTheServerRefusesAreNamed() throws Exception {
        ScriptedServer server = servers.start(ScriptedServer.playing(TlsServers.REFUSED)
                .tls(AUTHORITY.issue(HOST).serverContext(), "TLSv1.2"));
        ProbeReport report = OverTls.probe(
                HOST,
                server.port(),
                trusting().cipherSuites("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256").build());
        assertThat(report.rootCause().orElseThrow().id()).isEqualTo("tls.suites-refused");
        assertThat(report.summary())
                .contains("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
                .contains(HOST);
    }

    /** What a server's alert (RFC 8446 §6.2) means depends on the name that it was told. */
    @ParameterizedTest
    @CsvSource({
        "sent, 112, tls.name-unknown, has no certificate for other.example.net",
        "none, 112, tls.name-wanted, without a server name (SNI)",
        "usual, 112, tls.name-unknown, has no certificate for mx.example.com",
        "sent, 40, tls.nothing-in-common, asked for other.example.net (SNI)",
        "none, 40, tls.nothing-in-common, No server name (SNI) was sent",
        "none, 80, tls.internal-error, internal_error",
        "none, 50, tls.alert, No server name (SNI) was sent"
    })
    void anAlertIsToldWithTheNameThatWasSent(String name, int alert, String id, String words) {
        TlsSettings.Builder settings = TlsSettings.builder();
        if (!name.equals("usual")) {
            (name.equals("sent") ? settings.serverName(OTHER) : settings.withoutServerName()).protocols("TLSv1.3");
        }
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE,
                null,
                Script.parse(
                        "* client-hello\nS: \\x15\\x03\\x03\\x00\\x02\\x02\\x%02x\\-\n* silence".formatted(alert)));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .tlsSettings(settings.build())
                .build()
                .probe(ProbeRequest.to(HOST, 465).connectTo("192.0.2.1").build());
        Invariants.check(report);
        Finding root = report.rootCause().orElseThrow();
        assertThat(root.id()).as(report.toString()).isEqualTo(id);
        assertThat(root.summary() + " " + root.explanation()).contains(words);
    }
}

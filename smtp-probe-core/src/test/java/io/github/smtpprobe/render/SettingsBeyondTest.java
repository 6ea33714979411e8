/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.ProxyHeader;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.road.Proxy;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.TlsSettings;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/** What the probe can do and mail programs cannot, or only if they are told more: there are no settings that do not work. */
class SettingsBeyondTest {
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create();
    private static final String PLAIN = """
            S: 220 mx
            C: EHLO x
            S: 250-mx
            S: 250 AUTH PLAIN
            C: AUTH PLAIN [redacted]
            S: 235 ok
            C: QUIT
            S: 221 bye
            """;
    private static final String STARTTLS =
            "S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\n* tls any\n"
                    + PLAIN.substring(PLAIN.indexOf("C:")).replace("C:", "C~").replace("S:", "S~");

    private static ScriptedServer server(String dialogue) throws Exception {
        return ScriptedServer.playing(Script.parse(dialogue))
                .tls(AUTHORITY.issue("127.0.0.1").serverContext())
                .start();
    }

    private static ProbeReport probe(String dialogue, TlsMode mode, UnaryOperator<ProbeRequest.Builder> options)
            throws Exception {
        try (ScriptedServer server = server(dialogue)) {
            return probe(server.port(), mode, options);
        }
    }

    private static ProbeReport probe(int port, TlsMode mode, UnaryOperator<ProbeRequest.Builder> options)
            throws Exception {
        ProbeReport report = SmtpProbe.builder()
                .tlsSettings(
                        TlsSettings.builder().trustStore(AUTHORITY.trustStore()).build())
                .build()
                .probe(options.apply(ProbeRequest.to("127.0.0.1", port)
                                .tls(mode)
                                .allowCleartextCredentials()
                                .password("ada", "correct-horse-battery".toCharArray()))
                        .build());
        assertThat(report.passed()).as(report.toString()).isTrue();
        return report;
    }

    private static String none(ProbeReport report) {
        assertThat(ClientSettings.of(report)).isEmpty();
        return ClientSettings.whyNone(report).orElseThrow();
    }

    private static ClientSettings some(ProbeReport report) {
        assertThat(ClientSettings.whyNone(report)).isEmpty();
        return ClientSettings.of(report).orElseThrow();
    }

    @Test
    void whatWorkedWithoutBeingOfferedIsNotAdvised() throws Exception {
        assertThat(none(probe(
                        STARTTLS.replace("S: 250-mx\nS: 250 STARTTLS\n", "S: 250 mx\n"),
                        TlsMode.STARTTLS,
                        ProbeRequest.Builder::startTlsEvenIfNotOffered)))
                .isEqualTo("The server took STARTTLS without offering it, and mail programs do not send it then.");
        assertThat(none(probe(
                        PLAIN.replace("S: 250-mx\nS: 250 AUTH PLAIN\n", "S: 250 mx\n"),
                        TlsMode.PLAIN,
                        request -> request.authEvenIfNotOffered().mechanisms("PLAIN"))))
                .isEqualTo(
                        "The server took a login by PLAIN without offering it, and mail programs do not log in then.");
        assertThat(some(probe(
                                PLAIN,
                                TlsMode.PLAIN,
                                request -> request.authEvenIfNotOffered().mechanisms("PLAIN")))
                        .jakartaMail())
                .as("it was offered, whatever the request would have dared")
                .containsEntry("mail.smtp.auth", "true");
        assertThat(some(probe(STARTTLS, TlsMode.STARTTLS, ProbeRequest.Builder::startTlsEvenIfNotOffered))
                        .notes())
                .isEmpty();
    }

    @Test
    void waysThatNoMailProgramTakesAreNotAdvised() throws Exception {
        String header = "C: PROXY UNKNOWN\n";
        assertThat(none(probe(header + PLAIN, TlsMode.PLAIN, request -> request.proxyHeader(ProxyHeader.unknown()))))
                .isEqualTo("The connection began with a PROXY header, which mail programs do not send.");
        assertThat(none(probe(
                        PLAIN.replace(
                                        "C: AUTH",
                                        "C: XCLIENT NAME=x.example\nS: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 AUTH PLAIN\nC: AUTH")
                                .replaceFirst("S: 250 AUTH PLAIN", "S: 250-XCLIENT NAME\nS: 250 AUTH PLAIN"),
                        TlsMode.PLAIN,
                        request -> request.xclient(Map.of("NAME", "x.example")))))
                .isEqualTo("XCLIENT told the server of another client, and mail programs do not send it.");
        assertThat(none(probe(
                        PLAIN.replace("EHLO x", "XHLO [127.0.0.1]"),
                        TlsMode.PLAIN,
                        request -> request.helloVerb("XHLO"))))
                .isEqualTo("Hello was said by XHLO, and mail programs say EHLO.");
        try (ScriptedServer server = server(PLAIN);
                Detour first = Detour.http(server.port());
                Detour second = Detour.http(first.port())) {
            assertThat(none(probe(
                            server.port(),
                            TlsMode.PLAIN,
                            request -> request.road(Road.through(
                                    Proxy.http("127.0.0.1", second.port()), Proxy.http("127.0.0.1", first.port()))))))
                    .startsWith("Mail programs cannot take the way of this connection: HTTP proxy 127.0.0.1:")
                    .contains(", then HTTP proxy ");
        }
        try (ScriptedServer server = ScriptedServer.start("S: 554 no")) {
            ProbeReport failed = SmtpProbe.run(ProbeRequest.to("127.0.0.1", server.port())
                    .tls(TlsMode.PLAIN)
                    .build());
            assertThat(none(failed)).isEqualTo("Nothing worked, so there are no settings to advise.");
        }
    }

    /** Angus Mail goes through the proxy that it is told of. */
    @Test
    void aProxyIsInTheSettingsOfThoseWhoKnowProxies() throws Exception {
        for (boolean socks : new boolean[] {true, false}) {
            try (ScriptedServer server = server(PLAIN);
                    Detour proxy = socks ? Detour.socks(server.port()) : Detour.http(server.port())) {
                ClientSettings settings = some(probe(
                        server.port(),
                        TlsMode.PLAIN,
                        request -> request.road(Road.through(
                                socks
                                        ? Proxy.socks5("127.0.0.1", proxy.port())
                                        : Proxy.http("127.0.0.1", proxy.port())))));
                Properties properties = new Properties();
                properties.putAll(settings.jakartaMail());
                properties.put("mail.smtp.host", "127.0.0.1");
                try (Transport transport = Session.getInstance(properties).getTransport("smtp")) {
                    transport.connect("ada", "correct-horse-battery");
                }
                assertThat(proxy.taken).isEqualTo(2);
                String place = "127.0.0.1:" + proxy.port();
                assertThat(settings.nodemailer())
                        .contains("proxy: '" + (socks ? "socks5://" : "http://") + place + "'");
                assertThat(settings.simpleJavaMail())
                        .contains(socks ? "simplejavamail.proxy.port=" + proxy.port() : "only of a SOCKS proxy");
                assertThat(settings.postfix()).contains("through no proxy").doesNotContain("relayhost");
                assertThat(settings.notes()).singleElement().asString().contains("proxy " + place);
            }
        }
    }

    /** Angus Mail logs in once the certificate is in its trust store. */
    @Test
    void aPinnedCertificateHasToBeTrustedByTheProgram() throws Exception {
        CertificateAuthority.Issued own = CertificateAuthority.selfSigned("other.example");
        X509Certificate pinned = own.chain().get(0);
        try (ScriptedServer server = ScriptedServer.playing(Script.parse(STARTTLS))
                .tls(own.serverContext())
                .start()) {
            String sha256 = Certificate.fingerprint(pinned);
            ClientSettings settings =
                    some(probe(server.port(), TlsMode.STARTTLS, request -> request.trustCertificate(sha256)));
            assertThat(settings.notes()).singleElement().asString().contains(sha256, "trust store");
            assertThat(settings.springBoot()).startsWith("# The certificate was trusted by its fingerprint alone");
            assertThat(settings.nodemailer()).startsWith("// The certificate was trusted by its fingerprint alone");
            assertThat(settings.postfix())
                    .contains("smtp_tls_security_level = fingerprint\nsmtp_tls_fingerprint_digest = sha256\n")
                    .containsPattern("smtp_tls_fingerprint_cert_match = ([0-9a-f]{2}:){31}[0-9a-f]{2}\n");
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("pinned", pinned);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            Properties properties = new Properties();
            properties.putAll(settings.jakartaMail());
            properties.put("mail.smtp.ssl.socketFactory", factory(trust.getTrustManagers()));
            try (Transport transport = Session.getInstance(properties).getTransport("smtp")) {
                transport.connect("ada", "correct-horse-battery");
            }
        }
    }

    private static SSLSocketFactory factory(TrustManager... trust) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust, new SecureRandom());
        return context.getSocketFactory();
    }

    @Test
    void whereANameLeadsIsSaidIfItWasNotLookedUp() throws Exception {
        try (ScriptedServer server = server(PLAIN)) {
            ProbeReport report = SmtpProbe.run(ProbeRequest.to("mx.example.com", server.port())
                    .tls(TlsMode.PLAIN)
                    .connectTo("127.0.0.1")
                    .allowCleartextCredentials()
                    .password("ada", "correct-horse-battery".toCharArray())
                    .build());
            ClientSettings settings = some(report);
            assertThat(settings.jakartaMail()).containsEntry("mail.smtp.host", "mx.example.com");
            assertThat(settings.notes())
                    .containsExactly(
                            "The name mx.example.com was not looked up: the probe connected to 127.0.0.1, as it was told"
                                    + " to. Where the program runs, the name has to lead there.");
            assertThat(some(ProbeReport.fromMap(report.asMap())).notes()).isEqualTo(settings.notes());
        }
        assertThat(some(probe(PLAIN, TlsMode.PLAIN, request -> request)).notes())
                .isEmpty();
    }

    @Test
    void heloAloneIsASetting() throws Exception {
        ProbeReport report;
        try (ScriptedServer server = ScriptedServer.start("S: 220 mx\nC: HELO x\nS: 250 mx\nC: QUIT\nS: 221 bye")) {
            report = SmtpProbe.run(ProbeRequest.to("127.0.0.1", server.port())
                    .tls(TlsMode.PLAIN)
                    .helloVerb("HELO")
                    .build());
        }
        assertThat(some(report).jakartaMail()).containsEntry("mail.smtp.ehlo", "false");
        assertThat(some(report).postfix()).contains("smtp_never_send_ehlo = yes\n");
        assertThat(some(report).notes()).hasSize(1);
    }
}

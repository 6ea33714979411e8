/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.Scripts;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.MailProperties;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Problem;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.tls.TlsSettings;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.StringReader;
import java.security.SecureRandom;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the probe advises works: Angus Mail logs in with the emitted properties at the same server. */
class ClientSettingsTest {
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create();

    private static String dialogue(TlsMode mode, String mark) {
        String login = """
            C: EHLO x
            S: 250-mx
            S: 250 AUTH PLAIN
            C: AUTH PLAIN [redacted]
            S: 235 ok
            C: QUIT
            S: 221 bye
            """.replace("C:", "C" + mark).replace("S:", "S" + mark);
        return switch (mode) {
            case IMPLICIT_TLS -> "* tls any\nS~ 220 mx\n" + login;
            case PLAIN -> "S: 220 mx\n" + login;
            default -> "S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\n* tls any\n" + login;
        };
    }

    private static ScriptedServer server(TlsMode mode) throws Exception {
        return ScriptedServer.playing(Script.parse(dialogue(mode, mode == TlsMode.PLAIN ? ":" : "~")))
                .tls(AUTHORITY.issue("127.0.0.1", "localhost").serverContext())
                .start();
    }

    private static ProbeReport probe(TlsMode mode, int port) throws Exception {
        return SmtpProbe.builder()
                .tlsSettings(
                        TlsSettings.builder().trustStore(AUTHORITY.trustStore()).build())
                .build()
                .probe(ProbeRequest.to("127.0.0.1", port)
                        .tls(mode)
                        .allowCleartextCredentials()
                        .credentials(Credentials.password("ada", Secret.of("correct-horse-battery")))
                        .build());
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void angusMailLogsInWithThem(TlsMode mode) throws Exception {
        try (ScriptedServer server = server(mode)) {
            ProbeReport report = probe(mode, server.port());
            ClientSettings settings =
                    ClientSettings.of(report).orElseThrow(() -> new AssertionError(report.toString()));
            Properties properties = new Properties();
            properties.putAll(settings.jakartaMail());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(AUTHORITY.trustStore());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), new SecureRandom());
            properties.put("mail.smtp.ssl.socketFactory", context.getSocketFactory()); // the test's own authority
            try (Transport transport = Session.getInstance(properties).getTransport("smtp")) {
                transport.connect("ada", "correct-horse-battery");
            }
            assertThat(server.problems()).isEmpty();
            assertThat(settings.toString()).doesNotContain("correct-horse", "ada");
        }
    }

    @Test
    void eachClientHasItsWordsForTheMode() throws Exception {
        try (ScriptedServer server = server(TlsMode.STARTTLS)) {
            ClientSettings settings =
                    ClientSettings.of(probe(TlsMode.STARTTLS, server.port())).orElseThrow();
            assertThat(settings.springBoot())
                    .contains(
                            "spring.mail.host=127.0.0.1\n",
                            "spring.mail.properties.mail.smtp.starttls.required=true\n");
            assertThat(settings.simpleJavaMail()).contains("transportstrategy=SMTP_TLS\n");
            assertThat(settings.nodemailer()).contains("secure: false,\n  requireTLS: true,\n  auth: {");
            assertThat(settings.postfix())
                    .contains("relayhost = [127.0.0.1]:" + server.port(), "smtp_tls_security_level = secure")
                    .contains("texthash:/etc/postfix/sasl_passwd\n")
                    .endsWith("# [127.0.0.1]:" + server.port() + " user:password\n");
        }
        try (ScriptedServer server = server(TlsMode.IMPLICIT_TLS)) {
            ClientSettings settings = ClientSettings.of(probe(TlsMode.IMPLICIT_TLS, server.port()))
                    .orElseThrow();
            assertThat(settings.postfix()).contains("smtp_tls_wrappermode = yes");
            assertThat(settings.simpleJavaMail()).contains("=SMTPS\n");
            assertThat(settings.nodemailer()).contains("secure: true");
        }
    }

    @Test
    void whatDidNotWorkIsNotAdvised() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("S: 554 no")) {
            assertThat(ClientSettings.of(probe(TlsMode.PLAIN, server.port()))).isEmpty();
        }
    }

    /** Without a login a bad certificate is passed over where TLS is optional; mail programs would stop at it. */
    @Test
    void nothingIsAdvisedBehindACertificateThatWasPassedOver() throws Exception {
        try (ScriptedServer server = ScriptedServer.playing(Script.parse(Scripts.WORKS_WITH_STARTTLS))
                .tls(CertificateAuthority.selfSigned("127.0.0.1").serverContext())
                .start()) {
            ProbeReport report = SmtpProbe.run(ProbeRequest.to("127.0.0.1", server.port())
                    .tls(TlsMode.STARTTLS_IF_OFFERED)
                    .build());
            assertThat(report.passed()).as(report.toString()).isTrue();
            assertThat(ClientSettings.of(report)).isEmpty();
        }
    }

    /** What is emitted is read as the request that worked. */
    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void theyAreReadAsARequestAgain(TlsMode mode) throws Exception {
        try (ScriptedServer server = server(mode)) {
            ClientSettings settings =
                    ClientSettings.of(probe(mode, server.port())).orElseThrow();
            Properties jakarta = new Properties();
            jakarta.putAll(settings.jakartaMail());
            jakarta.put("mail.smtp.user", "ada");
            jakarta.put("mail.smtp.password", "secret-of-ada");
            Properties spring = new Properties();
            spring.load(new StringReader(settings.springBoot().replaceAll("\\$\\{[A-Z_]+}", "ada")));
            for (Properties each : List.of(jakarta, spring)) {
                MailProperties read = ProbeRequest.fromMailProperties(each);
                assertThat(read.unknown()).isEmpty();
                assertThat(read.problems()).isEmpty();
                assertThat(read.dangerous())
                        .extracting(Problem::code)
                        .isEqualTo(mode == TlsMode.PLAIN ? List.of(Problem.Code.CLEAR_TEXT) : List.of());
                ProbeRequest request = read.request().build();
                assertThat(request.target().name()).isEqualTo("127.0.0.1");
                assertThat(request.ports().entries())
                        .containsExactly(new PortPlan.PortMode(
                                server.port(), mode == TlsMode.STARTTLS_IF_OFFERED ? TlsMode.STARTTLS : mode));
                assertThat(request.mechanisms()).containsExactly("PLAIN");
                assertThat(request.credentialsKind()).contains("password");
            }
            spring.load(new StringReader(settings.springBoot()));
            assertThat(ProbeRequest.fromMailProperties(spring).problems())
                    .extracting(Problem::code)
                    .contains(Problem.Code.PLACEHOLDER);
        }
    }
}

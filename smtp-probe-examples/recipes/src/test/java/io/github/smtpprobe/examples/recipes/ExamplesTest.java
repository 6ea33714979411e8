/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import io.github.smtpprobe.tls.TlsSettings;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The small embeddings do what they say. */
class ExamplesTest {
    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    @Test
    void fiveLines() {
        ScriptedServer server = servers.play("""
            S: 220 mx.example.com ESMTP
            C: EHLO x
            S: 250 mx.example.com
            C: QUIT
            S: 221 bye
            """);
        assertThat(FiveLines.test("127.0.0.1", server.port(), "ada", "secret".toCharArray()))
                .startsWith("127.0.0.1 FAILED: 127.0.0.1 does not offer STARTTLS on port");
    }

    @Test
    void customMechanism() throws Exception {
        CertificateAuthority authority = CertificateAuthority.create();
        ScriptedServer server = servers.start(ScriptedServer.playing(Script.parse("""
            * tls any
            S~ 220 mx ESMTP
            C~ EHLO x
            S~ 250-mx
            S~ 250 AUTH PLAIN X-ACME-HMAC
            C~ AUTH X-ACME-HMAC
            S~ 334 bm9uY2U=
            C~ ANSWER
            S~ 235 ok
            C~ QUIT
            S~ 221 bye
            """.replace("ANSWER", answer())))
                .tls(authority.issue("mx.example.com").serverContext()));
        ProbeReport report = SmtpProbe.builder()
                .mechanism(new CustomMechanism())
                .tlsSettings(
                        TlsSettings.builder().trustStore(authority.trustStore()).build())
                .build()
                .probe(ProbeRequest.to("mx.example.com", server.port())
                        .tls(TlsMode.IMPLICIT_TLS)
                        .connectTo("127.0.0.1")
                        .password("ada", "secret".toCharArray())
                        .build());
        assertThat(report.passed()).as(report.toString()).isTrue();
    }

    /** The answer to the challenge "nonce", computed apart from the mechanism. */
    private static String answer() throws Exception {
        javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
        mac.init(new javax.crypto.spec.SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        StringBuilder hex = new StringBuilder("ada ");
        for (byte octet : mac.doFinal("nonce".getBytes(StandardCharsets.UTF_8))) {
            hex.append(String.format("%02x", octet));
        }
        return java.util.Base64.getEncoder().encodeToString(hex.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void customCheck() throws Exception {
        CertificateAuthority authority = CertificateAuthority.create();
        String dialogue = """
            * tls any
            S~ 220 mx ESMTP
            C~ EHLO x
            S~ 250 mx
            C~ QUIT
            S~ 221 bye
            """;
        for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
            ScriptedServer server = servers.start(ScriptedServer.playing(Script.parse(dialogue))
                    .tls(authority.issue("mx.example.com").serverContext(), protocol));
            ProbeReport report = SmtpProbe.builder()
                    .check("acme.old-tls", new CustomCheck())
                    .tlsSettings(TlsSettings.builder()
                            .trustStore(authority.trustStore())
                            .build())
                    .build()
                    .probe(ProbeRequest.to("mx.example.com", server.port())
                            .tls(TlsMode.IMPLICIT_TLS)
                            .connectTo("127.0.0.1")
                            .build());
            assertThat(report.passed()).as(report.toString()).isTrue();
            assertThat(report.has("acme.old-tls")).isEqualTo(protocol.equals("TLSv1.2"));
        }
    }

    @Test
    void startUpCheck() {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, Script.parse("""
            S: 220 mx ESMTP
            C: EHLO app.example.com
            S: 250-mx
            S: 250 AUTH LOGIN
            C: QUIT
            S: 221 bye
            """));
        SmtpProbe probe =
                SmtpProbe.builder().transport(memory).ticker(memory.ticker()).build();
        Map<String, String> settings = Map.of(
                "spring.mail.host", "127.0.0.1",
                "spring.mail.username", "ada",
                "spring.mail.password", "secret-of-ada",
                "spring.mail.properties.mail.smtp.localhost", "app.example.com",
                "spring.mail.properties.mail.smtp.starttls.enabled", "true");
        assertThat(StartUpCheck.warnings(probe, settings))
                .contains("spring.mail.properties.mail.smtp.starttls.enabled is a setting that no program reads")
                .anyMatch(line -> line.contains("the login is sent in clear text"))
                .anyMatch(line -> line.startsWith("127.0.0.1 FAILED: "))
                .noneMatch(line -> line.contains("secret-of-ada"));
        assertThat(StartUpCheck.warnings(probe, Map.of("mail.smtp.auth", "true")))
                .anyMatch(line -> line.startsWith("error: mail.smtp.host must be set"));
    }

    @Test
    void mailExchangersOfADomain() {
        MailResolver zone = new MailResolver() {
            @Override
            public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
                return Answer.found(
                        List.of(new Exchanger(10, "mx1.example.com"), new Exchanger(20, "gone.example.com")));
            }

            @Override
            public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
                return host.startsWith("mx1")
                        ? Answer.found(List.of(InetAddress.getLoopbackAddress()))
                        : Answer.none(Status.NXDOMAIN, "");
            }
        };
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, Script.parse("""
            S: 220 mx1.example.com ESMTP
            C: EHLO x
            S: 250 mx1.example.com
            C: QUIT
            S: 221 bye
            """));
        SmtpProbe probe = SmtpProbe.builder()
                .resolver(zone)
                .transport(memory)
                .ticker(memory.ticker())
                .build();
        assertThat(MailExchangersOfADomain.audit(probe, "example.com"))
                .contains("PASSED mx1.example.com:25 (127.0.0.1)")
                .anyMatch(line -> line.startsWith("WARNING mx.dangling: The mail exchanger gone.example.com"));
    }

    @Test
    void asynchronousProbe() throws Exception {
        ScriptedServer server =
                servers.start(ScriptedServer.playing(Script.parse("""
            S: 220 mx ESMTP
            C: EHLO x
            * silence
            """)).lenient());
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            AsynchronousProbe probe = new AsynchronousProbe(
                    ProbeRequest.to("127.0.0.1", server.port())
                            .tls(TlsMode.PLAIN)
                            .build(),
                    pool);
            probe.giveUp();
            assertThat(probe.summary().get(25, TimeUnit.SECONDS))
                    .isEqualTo("127.0.0.1 INCONCLUSIVE: The probe was cancelled.");
        } finally {
            pool.shutdownNow();
        }
    }
}

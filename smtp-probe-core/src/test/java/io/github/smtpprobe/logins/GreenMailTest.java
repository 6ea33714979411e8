/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.logins;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.TlsSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real peer that is not ours: GreenMail in clear text and with implicit TLS. It offers no STARTTLS. */
class GreenMailTest {
    private static GreenMail mail;
    private static int plain;
    private static int tls;

    @BeforeAll
    static void start() {
        mail = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
        });
        mail.setUser("ada@example.com", "ada", DialogueFile.PASSWORD);
        mail.start();
        plain = mail.getSmtp().getPort();
        tls = mail.getSmtps().getPort();
    }

    @AfterAll
    static void stop() {
        mail.stop();
    }

    private static ProbeReport probe(ProbeRequest.Builder request) {
        ProbeReport report = SmtpProbe.run(request.build());
        Invariants.check(report);
        return report;
    }

    private static ProbeRequest.Builder clear() {
        return ProbeRequest.to("127.0.0.1", plain).tls(TlsMode.PLAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN"})
    void aGoodLoginAndAnEnvelope(String mechanism) {
        ProbeReport report = probe(clear().allowCleartextCredentials()
                .credentials(Credentials.password("ada", Secret.of(DialogueFile.PASSWORD)))
                .mechanisms(mechanism)
                .envelope("ada@example.com", "bob@example.com", "eve@example.com"));
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(report.transcript().toString()).contains("AUTH " + mechanism);
        assertThat(mail.getReceivedMessages()).as("nothing is sent").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN"})
    void aWrongPasswordIsTriedOnce(String mechanism) {
        ProbeReport report = probe(clear().allowCleartextCredentials()
                .credentials(Credentials.password("ada", Secret.of("wrong-" + DialogueFile.PASSWORD)))
                .mechanisms(mechanism));
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.has("auth.rejected")).as(report.toString()).isTrue();
        assertThat(report.transcript().toString().split("C: AUTH ", -1)).hasSize(2);
    }

    // README, Security: "not even to localhost"
    @Test
    void clearTextIsRefusedByUs() {
        ProbeReport report = probe(clear().credentials(Credentials.password("ada", Secret.of(DialogueFile.PASSWORD))));
        assertThat(report.has("auth.cleartext-refused")).isTrue();
        assertThat(report.transcript().toString()).doesNotContain("C: AUTH");
    }

    @Test
    void itsOwnCertificateIsNotTrusted() {
        ProbeReport report = probe(ProbeRequest.to("127.0.0.1", tls).tls(TlsMode.IMPLICIT_TLS));
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        TlsHandshake handshake =
                report.decisive().orElseThrow().fact(TlsHandshake.class).orElseThrow();
        assertThat(handshake.tls().chain())
                .as("the chain is kept although the handshake failed")
                .isNotEmpty();
        assertThat(handshake.tls().verdict().orElseThrow().acceptable()).isFalse();
        assertThat(report.findings()).anyMatch(finding -> finding.id().startsWith("cert."));
    }

    @Test
    void itsCertificateCanBeTrustedByItsFingerprint() {
        ProbeReport look = probe(
                ProbeRequest.to("127.0.0.1", tls).tls(TlsMode.IMPLICIT_TLS).inspectInvalidCertificate());
        Certificate leaf = look.decisive()
                .orElseThrow()
                .fact(TlsHandshake.class)
                .orElseThrow()
                .tls()
                .chain()
                .get(0);
        assertThat(look.transcript().toString()).as("looked further").contains("C~ EHLO");
        ProbeReport report = SmtpProbe.builder()
                .tlsSettings(
                        TlsSettings.builder().trustCertificate(leaf.sha256()).build())
                .build()
                .probe(ProbeRequest.to("127.0.0.1", tls)
                        .tls(TlsMode.IMPLICIT_TLS)
                        .credentials(Credentials.password("ada", Secret.of(DialogueFile.PASSWORD)))
                        .build());
        Invariants.check(report);
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(report.decisive()
                        .orElseThrow()
                        .fact(TlsHandshake.class)
                        .orElseThrow()
                        .tls()
                        .verdict()
                        .orElseThrow()
                        .trust())
                .isEqualTo(CertificateVerdict.Trust.TRUSTED_BY_FINGERPRINT);
    }

    @Test
    void plainOnATlsPortAndTlsOnAPlainPort() {
        ProbeReport tlsOnPlain = probe(ProbeRequest.to("127.0.0.1", plain).tls(TlsMode.IMPLICIT_TLS));
        assertThat(tlsOnPlain.has("tls.plain-port")).as(tlsOnPlain.toString()).isTrue();
        ProbeReport plainOnTls = probe(ProbeRequest.to("127.0.0.1", tls)
                .tls(TlsMode.PLAIN)
                .timeouts(
                        io.github.smtpprobe.request.Timeouts.STANDARD.withGreeting(java.time.Duration.ofMillis(300))));
        assertThat(plainOnTls.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void xoauth2AsFarAsItGoes() {
        ProbeReport report = probe(clear().allowCleartextCredentials()
                .credentials(Credentials.bearer("ada@example.com", left -> Secret.of(DialogueFile.TOKEN))));
        assertThat(report.passed())
                .as("GreenMail knows no such token: " + report)
                .isFalse();
        assertThat(report.transcript().toString()).doesNotContain(DialogueFile.TOKEN);
    }
}

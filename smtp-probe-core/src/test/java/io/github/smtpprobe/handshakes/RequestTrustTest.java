/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshakes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.OverTls;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.harness.Scripts;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.CertificateVerdict.Trust;
import io.github.smtpprobe.tls.TlsSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a request trusts, by fingerprint or by a file, and what of it reaches the next request: nothing. */
@Timeout(Patience.HANGING)
class RequestTrustTest {
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create();
    private static final CertificateAuthority OTHER = CertificateAuthority.create();
    private static final CertificateAuthority.Issued SERVER = AUTHORITY.issue("mx.example.com");
    private static final String FINGERPRINT =
            Certificate.fingerprint(SERVER.chain().get(0));
    private static final String CANARY = "canary-in-a-file";

    @TempDir
    Path folder;

    private static SmtpProbe.Builder probe() {
        return SmtpProbe.builder()
                .transport(new MemoryTransport(
                        Delivery.WHOLE, SERVER.serverContext(), Script.parse(Scripts.WORKS_IN_TLS)));
    }

    private static ProbeRequest.Builder request() {
        return ProbeRequest.to("mx.example.com", 465).connectTo("192.0.2.1").withoutSecondLook();
    }

    private static String pem(X509Certificate... certificates) throws Exception {
        StringBuilder text = new StringBuilder();
        for (X509Certificate each : certificates) {
            text.append("subject: ")
                    .append(each.getSubjectX500Principal())
                    .append("\r\n-----BEGIN CERTIFICATE-----\r\n")
                    .append(Base64.getMimeEncoder().encodeToString(each.getEncoded()))
                    .append("\r\n-----END CERTIFICATE-----\r\n");
        }
        return text.toString();
    }

    private Path file(String text) throws Exception {
        return Files.write(Files.createTempFile(folder, "trust", ".pem"), text.getBytes(StandardCharsets.UTF_8));
    }

    private static Trust trust(ProbeReport report) {
        return OverTls.tls(report).verdict().orElseThrow().trust();
    }

    private static List<String> refusals(ProbeRequest.Builder request) {
        InvalidRequest refused = catchThrowableOfType(InvalidRequest.class, request::build);
        assertThat(refused).isNotNull();
        return codes(refused);
    }

    private static List<String> codes(InvalidRequest refused) {
        return refused.problems().stream()
                .map(each -> each.field() + ":" + each.code().token())
                .toList();
    }

    @Test
    void aFileIsTrustedInsteadOfThisJava() throws Exception {
        String key = "-----BEGIN PRIVATE KEY-----\n" + CANARY + "\n-----END PRIVATE KEY-----\n";
        Path authorities = file("\uFEFF" + key + pem(OTHER.certificate(), AUTHORITY.certificate()));
        ProbeRequest request = request().trustedCertificates(authorities).build();
        Files.delete(authorities);

        ProbeReport report =
                probe().build().probe(request.toBuilder().build().toBuilder().build());
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(trust(report)).isEqualTo(Trust.TRUSTED);
        assertThat(report.request().ownTrust()).isTrue();
        assertThat(report.asMap().get("request")).asString().contains("ownTrust=true");
        ProbeReport without = probe().build().probe(request().build());
        assertThat(without.request().ownTrust()).isFalse();
        assertThat(without.asMap().get("request")).asString().contains("ownTrust=false");
    }

    @Test
    void aFingerprintIsTrustedWhoeverSigned() {
        String colons = FINGERPRINT.toUpperCase(java.util.Locale.ROOT).replaceAll("(..)(?!$)", "$1:");
        for (String each : List.of(FINGERPRINT, colons)) {
            ProbeReport report = probe().build()
                    .probe(request()
                            .trustCertificate("ab".repeat(32))
                            .trustCertificate(each)
                            .build());
            assertThat(report.passed()).as(report.toString()).isTrue();
            assertThat(trust(report)).isEqualTo(Trust.TRUSTED_BY_FINGERPRINT);
        }
    }

    @Test
    void whatOneRequestTrustsIsNothingToTheNext() throws Exception {
        SmtpProbe shared = probe().build();
        UnaryOperator<ProbeRequest.Builder> right = each -> each.trustCertificate(FINGERPRINT);
        UnaryOperator<ProbeRequest.Builder> wrong = each -> each.trustCertificate("ab".repeat(32));
        Path theirs = file(pem(AUTHORITY.certificate()));
        Path others = file(pem(OTHER.certificate()));
        for (int i = 0; i < 2; i++) {
            assertThat(trust(shared.probe(right.apply(request()).build()))).isEqualTo(Trust.TRUSTED_BY_FINGERPRINT);
            assertThat(trust(shared.probe(wrong.apply(request()).build()))).isEqualTo(Trust.OTHER_FINGERPRINT);
            assertThat(trust(shared.probe(request().build()))).isEqualTo(Trust.UNKNOWN_AUTHORITY);
            assertThat(trust(shared.probe(request().trustedCertificates(theirs).build())))
                    .isEqualTo(Trust.TRUSTED);
            assertThat(trust(shared.probe(request().trustedCertificates(others).build())))
                    .isEqualTo(Trust.UNKNOWN_AUTHORITY);
        }
        ProbeRequest.Builder builder = request();
        ProbeRequest before = builder.build();
        builder.trustCertificate(FINGERPRINT);
        assertThat(before.trust()).isEmpty();
        assertThat(before.toBuilder().build().trust()).isEmpty();
        assertThat(builder.build().toBuilder().build().trust()).isPresent();
    }

    /** Its key and its versions stay the probe's; only whom to trust is the request's. */
    @Test
    void theTrustOfTheRequestGoesBeforeThatOfTheProbe() throws Exception {
        SmtpProbe strict = probe().tlsSettings(TlsSettings.builder()
                        .trustStore(OTHER.trustStore())
                        .protocols("TLSv1.2")
                        .build())
                .build();
        assertThat(trust(strict.probe(request().build()))).isEqualTo(Trust.UNKNOWN_AUTHORITY);
        for (ProbeRequest each : List.of(
                request().trustCertificate(FINGERPRINT).build(),
                request()
                        .trustedCertificates(file(pem(AUTHORITY.certificate())))
                        .build())) {
            ProbeReport report = strict.probe(each);
            assertThat(report.passed()).as(report.toString()).isTrue();
            assertThat(OverTls.tls(report).protocol()).contains("TLSv1.2");
        }
        SmtpProbe pinned = probe().tlsSettings(
                        TlsSettings.builder().trustCertificate("ab".repeat(32)).build())
                .build();
        assertThat(trust(pinned.probe(request()
                        .trustedCertificates(file(pem(AUTHORITY.certificate())))
                        .build())))
                .isEqualTo(Trust.TRUSTED);
    }

    @Test
    void aReadySslContextLeavesNoSayToTheRequest() throws Exception {
        SmtpProbe probe = probe().tlsSettings(TlsSettings.builder()
                        .sslContext(SSLContext.getDefault())
                        .build())
                .build();
        InvalidRequest refused = catchThrowableOfType(
                InvalidRequest.class,
                () -> probe.probe(request().trustCertificate(FINGERPRINT).build()));
        assertThat(codes(refused)).containsExactly("trustCertificate:conflict");
        assertThat(refused).hasMessageContaining("SSLContext");
    }

    // README, Security: "A request that says whom to trust, or where to connect from, is refused."
    @Test
    void aProbeForUntrustedTargetsTakesNoTrustFromARequest() throws Exception {
        for (ProbeRequest each : List.of(
                request().trustCertificate(FINGERPRINT).build(),
                request()
                        .trustedCertificates(file(pem(AUTHORITY.certificate())))
                        .build())) {
            SmtpProbe untrusted = SmtpProbe.forUntrustedTargets();
            for (InvalidRequest refused : List.of(
                    catchThrowableOfType(InvalidRequest.class, () -> untrusted.probe(each)),
                    catchThrowableOfType(InvalidRequest.class, () -> untrusted.call(each)),
                    catchThrowableOfType(
                            InvalidRequest.class,
                            () -> untrusted.toBuilder().build().probe(each)))) {
                assertThat(codes(refused))
                        .containsExactly(
                                each.trust().orElseThrow().fingerprints().isEmpty()
                                        ? "trustedCertificates:conflict"
                                        : "trustCertificate:conflict");
                assertThat(refused).hasMessageContaining("untrusted targets");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                CANARY,
                "-----BEGIN CERTIFICATE-----\n" + CANARY,
                "-----BEGIN CERTIFICATE-----\n" + CANARY + "\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
                "-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\n-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----",
                "-----BEGIN PRIVATE KEY-----\n" + CANARY + "\n-----END PRIVATE KEY-----\n",
                "-----BEGIN TRUSTED CERTIFICATE-----\n" + CANARY + "\n-----END TRUSTED CERTIFICATE-----\n",
            })
    void whatIsNoCertificateIsAProblemThatRepeatsNothing(String text) throws Exception {
        Path file = file(text);
        ProbeRequest.Builder request = request().trustedCertificates(file);
        assertThat(refusals(request)).containsExactly("trustedCertificates:no-certificate");
        InvalidRequest refused = catchThrowableOfType(InvalidRequest.class, request::build);
        assertThat(refused.toString()).contains(file.toString()).doesNotContain(CANARY);
        assertThat(refused.getCause()).isNull();
        Exception alike = catchThrowableOfType(
                Exception.class, () -> TlsSettings.builder().trustedCertificates(file));
        assertThat(alike.toString()).doesNotContain(CANARY);
        assertThat(alike.getCause()).isNull();
    }

    @Test
    void oneBrokenCertificateAmongGoodOnesIsNamedByItsNumber() throws Exception {
        String broken = pem(AUTHORITY.certificate()) + pem(OTHER.certificate()).replace("MII", "AAA");
        assertThat(catchThrowableOfType(
                        InvalidRequest.class,
                        () -> request().trustedCertificates(file(broken)).build()))
                .hasMessageContaining("number 2");
        String endLost =
                pem(AUTHORITY.certificate()).replace("-----END CERTIFICATE-----", "") + pem(OTHER.certificate());
        assertThat(refusals(request().trustedCertificates(file(endLost))))
                .containsExactly("trustedCertificates:no-certificate");
        assertThat(refusals(request()
                        .trustedCertificates(file(pem(AUTHORITY.certificate())))
                        .trustedCertificates(file(""))))
                .containsExactly("trustedCertificates:no-certificate");
    }

    /** An empty file, and the key beside the certificate, are the usual slips. */
    @Test
    void whatAFileHoldsInsteadOfCertificatesIsSaid() throws Exception {
        assertThat(problem(file(" \n"))).startsWith("names a file that is empty: ");
        assertThat(problem(file("-----BEGIN RSA PRIVATE KEY-----\nx\n-----END RSA PRIVATE KEY-----\n")))
                .startsWith("names a file that holds a private key and no certificate: ");
        assertThat(problem(file("x"))).startsWith("names a file that holds no certificate in PEM form: ");
        assertThat(problem(folder)).startsWith("names a folder, and takes a file: ");
        assertThat(problem(Path.of("/dev/null"))).startsWith("names a device or a pipe, and takes a file");
        assertThat(problem(file("-".repeat((4 << 20) + 1)))).startsWith("names a file that is larger than 4 MiB");
    }

    private static String problem(Path file) {
        InvalidRequest refused = catchThrowableOfType(
                InvalidRequest.class, () -> request().trustedCertificates(file).build());
        return refused.problems().get(0).message();
    }

    @Test
    void whatCannotBeReadIsAProblem() throws Exception {
        Path large = file("-".repeat((4 << 20) + 1));
        Path content = Path.of("-----BEGIN PRIVATE KEY-----" + CANARY);
        for (Path each : List.of(folder, large, Path.of("/dev/zero"))) {
            ProbeRequest.Builder request = request().trustedCertificates(each);
            assertThat(refusals(request)).containsExactly("trustedCertificates:unreadable");
            assertThat(catchThrowableOfType(InvalidRequest.class, request::build))
                    .hasMessageContaining(each.toString());
        }
        for (Path each : List.of(folder.resolve("missing.pem"), content)) {
            ProbeRequest.Builder request = request().trustedCertificates(each);
            assertThat(refusals(request)).containsExactly("trustedCertificates:not-found");
            assertThat(catchThrowableOfType(InvalidRequest.class, request::build)
                            .getMessage())
                    .doesNotContain(CANARY)
                    .contains(each == content ? "this is no path" : each.toString());
        }
        assertThat(refusals(request().trustedCertificates(null))).containsExactly("trustedCertificates:required");
    }

    @Test
    void fingerprintsAreChecked() throws Exception {
        assertThat(refusals(request().trustCertificate(null))).containsExactly("trustCertificate:required");
        assertThat(refusals(request().trustCertificate(""))).containsExactly("trustCertificate:required");
        assertThat(refusals(request().trustCertificate(CANARY).trustCertificate("\u0661".repeat(64))))
                .containsExactly("trustCertificate:malformed", "trustCertificate:malformed");
        assertThat(refusals(request()
                        .trustCertificate(FINGERPRINT)
                        .trustedCertificates(file(pem(AUTHORITY.certificate())))))
                .containsExactly("trustedCertificates:conflict");
    }
}

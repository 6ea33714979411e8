/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshakes;

import static io.github.smtpprobe.harness.OverTls.tls;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.harness.TlsServers;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.TlsSettings;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The verdicts on a server's certificate: trust, name and dates, each for itself, over real sockets. */
@Timeout(Patience.HANGING)
class CertificateVerdictTest {
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create();

    @RegisterExtension
    final TlsServers servers = new TlsServers();

    private static TlsSettings.Builder trusting() throws GeneralSecurityException {
        return TlsSettings.builder().trustStore(AUTHORITY.trustStore());
    }

    @Test
    void theVerdictsAreSeparate() throws Exception {
        Instant now = Instant.now();
        ProbeReport report = servers.failing(
                trusting().build(),
                "mx.example.com",
                AUTHORITY.issue(now.minus(Duration.ofDays(30)), now.minus(Duration.ofDays(3)), "mx.example.com"));
        CertificateVerdict verdict = tls(report).verdict().orElseThrow();
        assertThat(verdict.trust()).as("dates aside, the chain is good").isEqualTo(CertificateVerdict.Trust.TRUSTED);
        assertThat(verdict.name()).isEqualTo(CertificateVerdict.Name.MATCHES);
        assertThat(verdict.validity()).isEqualTo(CertificateVerdict.Validity.EXPIRED);
        assertThat(report.summary()).contains("3 days ago");
    }

    @Test
    void whatRanOutIsStillToldFromWhatWasNeverTrusted() throws Exception {
        Instant now = Instant.now();
        Instant from = now.minus(Duration.ofDays(30));
        Instant to = now.minus(Duration.ofDays(3));
        CertificateVerdict stranger = verdict(servers.failing(
                trusting().build(),
                "mx.example.com",
                CertificateAuthority.create().issue(from, to, "x.example")));
        assertThat(stranger.trust()).isNotEqualTo(CertificateVerdict.Trust.TRUSTED);
        assertThat(stranger.validity()).isEqualTo(CertificateVerdict.Validity.EXPIRED);
        assertThat(stranger.detail()).isNotEmpty();

        CertificateAuthority.Issued own = AUTHORITY.issue(from, to, "mx.example.com");
        CertificateVerdict withRoot = verdict(servers.failing(
                trusting().build(),
                "mx.example.com",
                new CertificateAuthority.Issued(own.key(), List.of(own.chain().get(0), AUTHORITY.certificate()))));
        assertThat(withRoot.trust()).as("a root is sent too").isEqualTo(CertificateVerdict.Trust.TRUSTED);
        assertThat(withRoot.detail()).as("the date is said elsewhere").isEmpty();

        CertificateVerdict below = verdict(servers.failing(
                trusting().build(), "mx.example.com", AUTHORITY.intermediate().issue(from, to, "mx.example.com")));
        assertThat(below.trust())
                .as("leaf and intermediate were never valid on one day")
                .isEqualTo(CertificateVerdict.Trust.REFUSED);
    }

    private static CertificateVerdict verdict(ProbeReport report) {
        return tls(report).verdict().orElseThrow();
    }

    @Test
    void whatWasSeenIsInTheWordsAndInTheTranscript() throws Exception {
        ProbeReport good = servers.probe(trusting().build(), "mx.example.com", AUTHORITY.issue("mx.example.com"));
        assertThat(good.transcript().toString()).startsWith("* tls TLSv1.3\n");
        ProbeReport bad = servers.failing(trusting().build(), "mx.example.com", AUTHORITY.issue("other.example.com"));
        assertThat(bad.findings().get(0).evidence().get(0)).contains("the certificate: it is not for this host");
    }

    @Test
    void wildcardsCoverOneLabelAndAddressesAreCompared() throws Exception {
        assertThat(servers.probe(trusting().build(), "mx.example.com", AUTHORITY.issue("*.example.com"))
                        .passed())
                .isTrue();
        assertThat(servers.failing(trusting().build(), "a.mx.example.com", AUTHORITY.issue("*.example.com"))
                        .has("cert.wrong-name"))
                .isTrue();
        assertThat(servers.failing(trusting().build(), "example.com", AUTHORITY.issue("*.com"))
                        .has("cert.wrong-name"))
                .isTrue();
        assertThat(servers.probe(trusting().build(), "127.0.0.1", AUTHORITY.issue("127.0.0.1"))
                        .passed())
                .isTrue();
        assertThat(servers.failing(trusting().build(), "127.0.0.1", AUTHORITY.issue("mx.example.com"))
                        .has("cert.wrong-name"))
                .isTrue();
    }

    @Test
    void namesThatAreNoServerNamesStillWork() throws Exception {
        ProbeReport report = servers.probe(trusting().build(), "mx_1.example.com", AUTHORITY.issue("mx_1.example.com"));
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(tls(report).serverName())
                .as("no SNI for a name with an underscore")
                .isEmpty();
        assertThat(servers.probe(trusting().build(), "MX.example.com.", AUTHORITY.issue("mx.example.com"))
                        .passed())
                .isTrue();
    }

    @Test
    void aPinIsTrustedWhateverElseIsWrong() {
        CertificateAuthority.Issued own = CertificateAuthority.selfSigned("elsewhere.example");
        String fingerprint = Certificate.fingerprint(own.chain().get(0));
        ProbeReport report = servers.probe(
                TlsSettings.builder()
                        .trustCertificate(fingerprint.toUpperCase(java.util.Locale.ROOT))
                        .build(),
                "mx.example.com",
                own);
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(tls(report).verdict().orElseThrow().trust())
                .isEqualTo(CertificateVerdict.Trust.TRUSTED_BY_FINGERPRINT);
    }

    @Test
    void aTrustManagerThatThrowsRefusesAndNoMore() {
        for (Throwable thrown : List.of(new IllegalStateException("hunter2"), new StackOverflowError())) {
            X509TrustManager broken = new X509TrustManager() {
                @Override
                public void checkServerTrusted(X509Certificate[] chain, String authType) {
                    if (thrown instanceof Error error) {
                        throw error;
                    }
                    throw (RuntimeException) thrown;
                }

                @Override
                public void checkClientTrusted(X509Certificate[] chain, String authType) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public X509Certificate[] getAcceptedIssuers() {
                    throw new IllegalStateException("hunter2");
                }
            };
            ProbeReport report = servers.failing(
                    TlsSettings.builder().trustManager(broken).build(),
                    "mx.example.com",
                    AUTHORITY.issue("mx.example.com"));
            assertThat(report.has("cert.refused")).as(report.toString()).isTrue();
            assertThat(report.summary())
                    .contains(
                            "the trust manager failed: ",
                            " threw " + thrown.getClass().getSimpleName())
                    .doesNotContain("hunter2");
        }
    }
}

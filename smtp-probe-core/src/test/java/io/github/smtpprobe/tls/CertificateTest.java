/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.testkit.CertificateAuthority;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;

/** Certificates as facts, and the judge without an engine. */
class CertificateTest {
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create();

    @Test
    void weaknessesAreNamed() {
        assertThat(weak(AUTHORITY.issueRsa(1024, "mx.example.com")))
                .hasSize(1)
                .first()
                .asString()
                .contains("1024");
        assertThat(weak(AUTHORITY.issueRsa(2048, "mx.example.com"))).isEmpty();
        assertThat(weak(AUTHORITY.issue("mx.example.com"))).isEmpty();
        assertThat(weak(AUTHORITY.issueCommonNameOnly("mx.example.com"))).hasSize(1);
    }

    private static List<String> weak(CertificateAuthority.Issued issued) {
        return CertificateJudge.notObserved(issued.chain()).orElseThrow().weak();
    }

    @Test
    void namesAreReadByType() {
        X509Certificate leaf = AUTHORITY
                .issue("mx.example.com", "192.0.2.1", "*.example.net")
                .chain()
                .get(0);
        assertThat(Certificate.names(leaf, Certificate.DNS_NAME)).containsExactly("mx.example.com", "*.example.net");
        assertThat(Certificate.names(leaf, Certificate.IP_ADDRESS)).containsExactly("192.0.2.1");
        assertThat(Certificate.of(leaf).names()).containsExactly("mx.example.com", "*.example.net", "192.0.2.1");
        assertThat(Certificate.of(leaf).selfIssued()).isFalse();
        assertThat(Certificate.of(AUTHORITY.certificate()).selfIssued()).isTrue();
    }

    /** Only an engine's handshake is judged; every other way in says no. */
    @Test
    void everyOtherWayInSaysNo() throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(AUTHORITY.trustStore());
        CertificateJudge judge = new CertificateJudge(
                (X509TrustManager) factory.getTrustManagers()[0],
                List.of(),
                new TlsPeer("mx.example.com", false, 25),
                false);
        X509Certificate[] chain = AUTHORITY.issue("mx.example.com").chain().toArray(new X509Certificate[0]);
        assertThatThrownBy(() -> judge.checkServerTrusted(chain, "EC")).isInstanceOf(CertificateException.class);
        assertThatThrownBy(() -> judge.checkServerTrusted(chain, "EC", new Socket()))
                .isInstanceOf(CertificateException.class);
        assertThatThrownBy(() -> judge.checkClientTrusted(chain, "EC")).isInstanceOf(CertificateException.class);
        assertThatThrownBy(() -> judge.checkClientTrusted(chain, "EC", new Socket()))
                .isInstanceOf(CertificateException.class);
        assertThatThrownBy(() -> judge.checkClientTrusted(
                        chain, "EC", SSLContext.getDefault().createSSLEngine()))
                .isInstanceOf(CertificateException.class);
        assertThat(judge.getAcceptedIssuers()).containsExactly(AUTHORITY.certificate());
        assertThat(judge.verdict()).isEmpty();
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.testkit.CertificateAuthority;
import java.security.cert.X509Certificate;
import java.util.List;
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
}

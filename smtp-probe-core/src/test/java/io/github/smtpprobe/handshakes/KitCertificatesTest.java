/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshakes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The certificates that the test kit writes, read by the JDK and by Bouncy Castle. */
class KitCertificatesTest {
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create();

    private static X509Certificate leaf(Issued issued) throws GeneralSecurityException, IOException {
        X509Certificate leaf = issued.chain().get(0);
        assertThat(new JcaX509CertificateHolder(leaf).getEncoded())
                .as("read and written again by another library")
                .isEqualTo(leaf.getEncoded());
        return leaf;
    }

    @ParameterizedTest
    @CsvSource({
        "1950-01-01T00:00:00Z, 2049-12-31T23:59:59Z",
        "2049-12-31T23:59:59Z, 2050-01-01T00:00:00Z",
        "2026-02-28T12:00:01Z, 9999-12-31T23:59:59Z"
    })
    void datesAreThoseThatWereGiven(Instant from, Instant to) throws Exception {
        X509Certificate leaf = leaf(AUTHORITY.issue(from, to, "mx.example.com"));
        assertThat(leaf.getNotBefore().toInstant()).isEqualTo(from);
        assertThat(leaf.getNotAfter().toInstant()).isEqualTo(to);
    }

    @Test
    void namesAndAddresses() throws Exception {
        X509Certificate leaf = leaf(AUTHORITY.issue("*.example.com", "mx.example.com", "192.0.2.1", "2001:db8::1"));
        assertThat(leaf.getSubjectAlternativeNames())
                .extracting(each -> each.get(0), each -> each.get(1))
                .containsExactly(
                        tuple(2, "*.example.com"),
                        tuple(2, "mx.example.com"),
                        tuple(7, "192.0.2.1"),
                        tuple(7, "2001:db8:0:0:0:0:0:1"));
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(AUTHORITY.certificate().getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void lengthsOfOneTwoAndThreeOctets() throws Exception {
        for (int names : List.of(1, 5, 20, 5000)) {
            String[] all = IntStream.range(0, names)
                    .mapToObj(i -> "mx" + i + ".example.com")
                    .toArray(String[]::new);
            assertThat(leaf(AUTHORITY.issue(all)).getSubjectAlternativeNames()).hasSize(names);
        }
    }

    @Test
    void signaturesHold() throws Exception {
        CertificateAuthority below = AUTHORITY.intermediate();
        leaf(AUTHORITY.issueRsa(2048, "mx.example.com"))
                .verify(AUTHORITY.certificate().getPublicKey());
        leaf(below.issue("mx.example.com")).verify(below.certificate().getPublicKey());
        X509Certificate own = leaf(CertificateAuthority.selfSigned("mx.example.com"));
        own.verify(own.getPublicKey());
    }

    @Test
    void aStapleIsDemandedAsRfc7633Says() throws Exception {
        byte[] extension = leaf(AUTHORITY.issueMustStaple("mx.example.com")).getExtensionValue("1.3.6.1.5.5.7.1.24");
        assertThat(extension).isEqualTo(new byte[] {4, 5, 0x30, 3, 2, 1, 5});
    }

    @Test
    void aNameThatIsNotAsciiIsRefused() {
        assertThatThrownBy(() -> AUTHORITY.issue("m\u00fc.example.com"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A-labels");
    }
}

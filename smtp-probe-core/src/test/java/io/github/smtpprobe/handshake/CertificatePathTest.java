/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import static io.github.smtpprobe.handshake.OddCertificates.days;
import static io.github.smtpprobe.handshake.OddCertificates.intermediate;
import static io.github.smtpprobe.handshake.OddCertificates.leaf;
import static io.github.smtpprobe.handshake.OddCertificates.root;
import static io.github.smtpprobe.handshake.OddCertificates.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.handshake.OddCertificates.Party;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.CertificateVerdict.Name;
import io.github.smtpprobe.tls.CertificateVerdict.Trust;
import io.github.smtpprobe.tls.CertificateVerdict.Validity;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Collections;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The path is judged and not the bag: what a server sends besides has no part in the verdicts. */
class CertificatePathTest {
    private final KeyPair keys;
    private final Party root;
    private final Party below;
    private final X509Certificate leaf;

    CertificatePathTest() throws Exception {
        keys = OddCertificates.keys("EC", 256);
        root = root("CN=Root,O=Acme");
        below = intermediate(root, "CN=Below,O=Acme", days(-100), days(100));
        leaf = leaf(below, keys, builder -> {});
    }

    @Test
    void spareCertificatesDoNotCount() throws Exception {
        Party stranger = root("CN=Stranger");
        X509Certificate old =
                intermediate(stranger, "CN=Old", days(-100), days(-50)).certificate();
        X509Certificate early =
                intermediate(stranger, "CN=Early", days(50), days(100)).certificate();
        X509Certificate twin =
                intermediate(root, "CN=Below,O=Acme", days(-100), days(-50)).certificate();
        for (X509Certificate[] sent : new X509Certificate[][] {
            {leaf, below.certificate()},
            {leaf, below.certificate(), root.certificate()},
            {leaf, old, below.certificate()},
            {leaf, below.certificate(), early, old},
            {leaf, twin, below.certificate(), stranger.certificate()}
        }) {
            CertificateVerdict found = verdict(root, sent);
            assertThat(found.acceptable()).as(found.toString()).isTrue();
            assertThat(found.validity()).isEqualTo(Validity.VALID);
            assertThat(found.path())
                    .extracting(Certificate::sha256)
                    .containsExactly(Certificate.fingerprint(leaf), Certificate.fingerprint(below.certificate()));
        }
    }

    @Test
    void anIntermediateThatHasRunOutIsOnThePath() throws Exception {
        Party old = intermediate(root, "CN=Old,O=Acme", days(-100), days(-5));
        CertificateVerdict found = verdict(root, leaf(old, keys, builder -> {}), old.certificate());
        assertThat(found.validity()).isEqualTo(Validity.EXPIRED);
        assertThat(found.trust()).isEqualTo(Trust.TRUSTED);
        assertThat(found.path()).hasSize(2);
    }

    @ParameterizedTest(name = "{0} below a trusted authority of Acme: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "CN=Missing,O=Acme | INCOMPLETE_CHAIN",
                "CN=Missing,O=Other | UNKNOWN_AUTHORITY",
                "CN=Missing | UNKNOWN_AUTHORITY",
                "CN=Missing,O=Acme Ltd | UNKNOWN_AUTHORITY"
            })
    void anIntermediateThatIsNotSent(String name, Trust expected) throws Exception {
        Party missing = intermediate(root, name, days(-100), days(100));
        assertThat(verdict(root, leaf(missing, keys, builder -> {})).trust()).isEqualTo(expected);
        Party lower = intermediate(missing, "CN=Lower,O=Acme", days(-100), days(100));
        assertThat(verdict(root, leaf(lower, keys, builder -> {}), lower.certificate())
                        .trust())
                .as("one of two is missing")
                .isEqualTo(expected);
    }

    @Test
    void strangersAndThoseWhoBorrowAName() throws Exception {
        Party stranger = root("CN=Stranger,O=Acme");
        assertThat(verdict(root, leaf(stranger, keys, builder -> {}), stranger.certificate())
                        .trust())
                .as("a root is sent, so nothing is missing")
                .isEqualTo(Trust.UNKNOWN_AUTHORITY);
        Party borrowed = new Party(root.name(), stranger.keys(), root.certificate());
        assertThat(verdict(root, leaf(borrowed, keys, builder -> {})).trust()).isEqualTo(Trust.REFUSED);
        assertThat(verdict(root, leaf(new Party("CN=mx.example.com", keys, leaf), keys, builder -> {}))
                        .trust())
                .isEqualTo(Trust.SELF_SIGNED);
    }

    @Test
    void anAlgorithmThatIsSwitchedOffIsNoMismatchOfNames() throws Exception {
        KeyPair rsa = OddCertificates.keys("RSA", 2048);
        X509Certificate old = OddCertificates.signed(
                OddCertificates.builder("CN=Rsa", "CN=Rsa", rsa, java.math.BigInteger.ONE, days(-9), days(9)),
                new JcaContentSignerBuilder("SHA256withRSA").build(rsa.getPrivate()));
        Party authority = new Party("CN=Rsa", rsa, old);
        X509Certificate weak = OddCertificates.signed(
                OddCertificates.builder("CN=Rsa", "CN=x", keys, java.math.BigInteger.TWO, days(-9), days(9))
                        .addExtension(
                                Extension.subjectAlternativeName, false, OddCertificates.names(OddCertificates.HOST)),
                new JcaContentSignerBuilder("MD5withRSA").build(rsa.getPrivate()));
        CertificateVerdict found = verdict(authority, weak);
        assertThat(found.name()).isEqualTo(Name.MATCHES);
        assertThat(found.trust()).isEqualTo(Trust.REFUSED);
        assertThat(found.weak()).contains("md5-signature");
    }

    @Test
    void whatIsNotMeantForServersIsNamed() throws Exception {
        X509Certificate client = leaf(
                root,
                keys,
                builder -> builder.addExtension(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth)));
        CertificateVerdict found = verdict(root, client);
        assertThat(found.trust()).isEqualTo(Trust.REFUSED);
        assertThat(found.weak()).contains("no-server-authentication");
        X509Certificate any = leaf(
                root,
                keys,
                builder -> builder.addExtension(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage)));
        assertThat(verdict(root, any).weak()).isEmpty();
    }

    /** OpenSSL and GnuTLS hold an authority to its purposes, this Java does not. */
    @Test
    void anAuthorityThatIsNotMeantForServersIsWeak() throws Exception {
        X509Certificate mail = OddCertificates.signed(
                OddCertificates.builder(
                                root.name(), below.name(), below.keys(), java.math.BigInteger.ONE, days(-9), days(9))
                        .addExtension(
                                Extension.basicConstraints, true, new org.bouncycastle.asn1.x509.BasicConstraints(true))
                        .addExtension(
                                Extension.extendedKeyUsage,
                                true,
                                new ExtendedKeyUsage(KeyPurposeId.id_kp_emailProtection)),
                OddCertificates.signer(root.keys()));
        CertificateVerdict found = verdict(root, leaf, mail);
        assertThat(found.weak()).containsExactly("authority-not-for-servers");
        assertThat(found.trust()).isEqualTo(Trust.TRUSTED);
    }

    /** An authority with a new key, whose old certificate is still sent: nothing is missing, something is wrong. */
    @Test
    void anIssuerThatDidNotSignIsNotMissing() throws Exception {
        KeyPair other = OddCertificates.keys("EC", 256);
        X509Certificate forged = leaf(new Party(below.name(), other, below.certificate()), keys, builder -> {});
        for (Party trusted : java.util.List.of(root, root("CN=Stranger,O=Acme"), root("CN=Stranger"))) {
            CertificateVerdict found = verdict(trusted, forged, below.certificate());
            assertThat(found.trust()).as(trusted.name()).isEqualTo(Trust.REFUSED);
            assertThat(found.detail()).isEqualTo("the certificate that is sent for its issuer has another key");
        }
    }

    @Test
    void aWeakSignatureInTheMiddleIsWeak() throws Exception {
        KeyPair rsa = OddCertificates.keys("RSA", 1024);
        Party small = new Party(
                "CN=Small",
                rsa,
                OddCertificates.signed(
                        OddCertificates.builder(
                                        root.name(), "CN=Small", rsa, java.math.BigInteger.ONE, days(-9), days(9))
                                .addExtension(
                                        Extension.basicConstraints,
                                        true,
                                        new org.bouncycastle.asn1.x509.BasicConstraints(true)),
                        OddCertificates.signer(root.keys())));
        X509Certificate below = OddCertificates.signed(
                OddCertificates.builder("CN=Small", "CN=x", keys, java.math.BigInteger.TWO, days(-9), days(9))
                        .addExtension(
                                Extension.subjectAlternativeName, false, OddCertificates.names(OddCertificates.HOST)),
                new JcaContentSignerBuilder("SHA256withRSA").build(rsa.getPrivate()));
        assertThat(verdict(root, below, small.certificate()).weak()).containsExactly("rsa-1024");
    }

    /** Many authorities of one name make many ways: looking for one is bounded. */
    @Test
    void aLabyrinthIsLeft() throws Exception {
        X509Certificate[] many = Collections.nCopies(1, leaf).toArray(new X509Certificate[60]);
        for (int i = 1; i < many.length; i++) {
            many[i] = OddCertificates.signed(
                    OddCertificates.builder(
                            below.name(),
                            below.name(),
                            below.keys(),
                            java.math.BigInteger.valueOf(i),
                            days(-9),
                            days(9 + i)),
                    OddCertificates.signer(below.keys()));
        }
        assertThat(verdict(root, many).acceptable()).isFalse();
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import static io.github.smtpprobe.handshake.OddCertificates.days;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5929 §4.1, one row for each make of signature. */
class ChannelBindingTest {
    private static X509Certificate signed(String keyAlgorithm, int size, String algorithm) throws Exception {
        KeyPair keys = OddCertificates.keys(keyAlgorithm, size);
        return new JcaX509CertificateConverter()
                .getCertificate(OddCertificates.builder("CN=a", "CN=a", keys, BigInteger.ONE, days(-1), days(1))
                        .build(new JcaContentSignerBuilder(algorithm)
                                .setProvider(new BouncyCastleProvider())
                                .build(keys.getPrivate())));
    }

    @ParameterizedTest(name = "{2}: {3}")
    @CsvSource({
        "RSA, 2048, MD5withRSA, SHA-256",
        "RSA, 2048, SHA1withRSA, SHA-256",
        "RSA, 2048, SHA224withRSA, SHA-224",
        "RSA, 2048, SHA256withRSA, SHA-256",
        "RSA, 2048, SHA384withRSA, SHA-384",
        "RSA, 2048, SHA512withRSA, SHA-512",
        "RSA, 2048, SHA1withRSAandMGF1, SHA-256",
        "RSA, 2048, SHA256withRSAandMGF1, SHA-256",
        "RSA, 2048, SHA384withRSAandMGF1, SHA-384",
        "RSA, 2048, SHA512withRSAandMGF1, SHA-512",
        "EC, 256, SHA1withECDSA, SHA-256",
        "EC, 256, SHA384withECDSA, SHA-384",
        "EC, 256, SHA512withECDSA, SHA-512"
    })
    void theSignaturesOwnHash(String key, int size, String algorithm, String hash) throws Exception {
        X509Certificate certificate = signed(key, size, algorithm);
        assertThat(ChannelBinding.of(certificate).orElseThrow())
                .isEqualTo(MessageDigest.getInstance(hash).digest(certificate.getEncoded()));
    }

    @ParameterizedTest
    @CsvSource({"Ed25519", "Ed448"})
    void noHashOfItsOwnAndSoNoBinding(String algorithm) throws Exception {
        assertThat(ChannelBinding.of(signed(algorithm, 0, algorithm))).isEmpty();
    }

    @Test
    void whatNobodyKnowsHasNone() throws Exception {
        KeyPair keys = OddCertificates.keys("EC", 256);
        for (String algorithm : new String[] {"1.2.840.113549.2.5", "1.2.3.4.5"}) {
            assertThat(ChannelBinding.of(OddCertificates.signed(
                            OddCertificates.builder("CN=a", "CN=a", keys, BigInteger.ONE, days(-1), days(1)),
                            OddCertificates.pretending(algorithm))))
                    .as(algorithm)
                    .isEmpty();
        }
    }
}

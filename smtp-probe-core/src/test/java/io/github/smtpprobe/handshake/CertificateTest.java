/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.tls.CertificateVerdict;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.Socket;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Date;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** All probes share what is known of a certificate, so no code of another provider may run where they wait for each other. */
    @Test
    void aCertificateOfTheJdksIsReadOnceAndAnotherProvidersEachTime() throws Exception {
        byte[] encoded = AUTHORITY.certificate().getEncoded();
        X509Certificate jdks = (X509Certificate)
                CertificateFactory.getInstance("X.509", "SUN").generateCertificate(new ByteArrayInputStream(encoded));
        X509Certificate anothers = (X509Certificate) CertificateFactory.getInstance("X.509", new BouncyCastleProvider())
                .generateCertificate(new ByteArrayInputStream(encoded));
        assertThat(ReadCertificates.of(jdks)).isSameAs(ReadCertificates.of(jdks));
        assertThat(ReadCertificates.of(anothers)).isNotSameAs(ReadCertificates.of(anothers));
        assertThat(ReadCertificates.of(anothers).sha256())
                .isEqualTo(ReadCertificates.of(jdks).sha256());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1",
                "f",
                "10",
                "80",
                "ff",
                "100",
                "0abc",
                "-1",
                "-80",
                "-100",
                "7fffffffffffffffffffffffffffffffffffffff"
            })
    void serialsAreHexadecimal(String serial) {
        BigInteger number = new BigInteger(serial, 16);
        assertThat(CertificateFacts.hexadecimal(number)).isEqualTo(number.toString(16));
    }

    /** No JDK makes such keys any more; other providers do. */
    @ParameterizedTest
    @CsvSource({"secp192r1, ec-192", "secp224r1, ''"})
    void shortCurvesAreWeak(String curve, String weakness) throws Exception {
        BouncyCastleProvider provider = new BouncyCastleProvider();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
        generator.initialize(new ECGenParameterSpec(curve));
        KeyPair keys = generator.generateKeyPair();
        X500Name name = new X500Name("CN=mx.example.com");
        Date now = new Date();
        X509Certificate leaf = new JcaX509CertificateConverter()
                .setProvider(provider)
                .getCertificate(new JcaX509v3CertificateBuilder(name, BigInteger.ONE, now, now, name, keys.getPublic())
                        .addExtension(
                                Extension.subjectAlternativeName,
                                false,
                                new GeneralNames(new GeneralName(GeneralName.dNSName, "mx.example.com")))
                        .build(new JcaContentSignerBuilder("SHA256withECDSA")
                                .setProvider(provider)
                                .build(keys.getPrivate())));
        assertThat(String.join(
                        " ",
                        CertificateJudge.notObserved(List.of(leaf))
                                .orElseThrow()
                                .weak()))
                .isEqualTo(weakness);
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
        assertThat(CertificateFacts.names(leaf, CertificateFacts.DNS_NAME))
                .containsExactly("mx.example.com", "*.example.net");
        assertThat(CertificateFacts.names(leaf, CertificateFacts.IP_ADDRESS)).containsExactly("192.0.2.1");
        assertThat(CertificateFacts.of(leaf).names()).containsExactly("mx.example.com", "*.example.net", "192.0.2.1");
        assertThat(CertificateFacts.of(leaf).selfIssued()).isFalse();
        assertThat(CertificateFacts.of(AUTHORITY.certificate()).selfIssued()).isTrue();
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

    @Test
    void whatIsNotAcceptableSaysWhy() {
        for (CertificateVerdict.Trust trust : CertificateVerdict.Trust.values()) {
            for (CertificateVerdict.Name name : CertificateVerdict.Name.values()) {
                for (CertificateVerdict.Validity validity : CertificateVerdict.Validity.values()) {
                    CertificateVerdict verdict =
                            CertificateVerdict.builder(trust, name, validity).build();
                    assertThat(verdict.acceptable() || !verdict.objections().isEmpty())
                            .as(verdict.toString())
                            .isTrue();
                }
            }
        }
    }
}

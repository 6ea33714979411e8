/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.tls.CertificateVerdict;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates of every make, as no honest authority issues them. Signed with elliptic keys where nothing else is said. */
public final class OddCertificates {
    public static final String HOST = "mx.example.com";
    private static final Instant NOW = Instant.now();
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create();

    /** A key with its certificate. */
    public record Party(String name, KeyPair keys, X509Certificate certificate) {
        public KeyStore trustStore() throws Exception {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("authority", certificate);
            return store;
        }
    }

    /** What makes a certificate odd. */
    @FunctionalInterface
    public interface Twist {
        void apply(X509v3CertificateBuilder builder) throws Exception;
    }

    private OddCertificates() {}

    /** Keys; of RSA the same each time, as the authority has them, since it takes long to make them. */
    public static KeyPair keys(String algorithm, int size) throws Exception {
        if (!algorithm.equals("RSA")) {
            return generated(algorithm, size);
        }
        CertificateAuthority.Issued issued = AUTHORITY.issueRsa(size, HOST);
        return new KeyPair(issued.chain().get(0).getPublicKey(), issued.key());
    }

    private static KeyPair generated(String algorithm, int size) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (size > 0) {
            generator.initialize(size);
        }
        return generator.generateKeyPair();
    }

    public static Party root(String name) throws Exception {
        KeyPair keys = keys("EC", 256);
        return new Party(name, keys, authority(name, keys, name, keys, days(-1000), days(1000)));
    }

    public static Party intermediate(Party above, String name, Instant from, Instant to) throws Exception {
        KeyPair keys = keys("EC", 256);
        return new Party(name, keys, authority(name, keys, above.name(), above.keys(), from, to));
    }

    private static X509Certificate authority(
            String name, KeyPair keys, String issuer, KeyPair issuerKeys, Instant from, Instant to) throws Exception {
        return signed(
                builder(issuer, name, keys, BigInteger.TEN, from, to)
                        .addExtension(Extension.basicConstraints, true, new BasicConstraints(true)),
                signer(issuerKeys));
    }

    public static Instant days(long count) {
        return NOW.plus(Duration.ofDays(count));
    }

    /** A server's certificate for {@link #HOST} with whatever the twist adds to it. */
    public static X509Certificate leaf(Party issuer, KeyPair keys, Twist twist) throws Exception {
        X509v3CertificateBuilder builder =
                builder(issuer.name(), "CN=" + HOST, keys, BigInteger.TWO, days(-10), days(80));
        builder.addExtension(Extension.subjectAlternativeName, false, names(HOST));
        twist.apply(builder);
        return signed(builder, signer(issuer.keys()));
    }

    public static GeneralNames names(String... names) {
        return new GeneralNames(java.util.Arrays.stream(names)
                .map(name -> new GeneralName(GeneralName.dNSName, name))
                .toArray(GeneralName[]::new));
    }

    public static X509v3CertificateBuilder builder(
            String issuer, String subject, KeyPair keys, BigInteger serial, Instant from, Instant to) {
        return new JcaX509v3CertificateBuilder(
                new X500Name(issuer), serial, Date.from(from), Date.from(to), new X500Name(subject), keys.getPublic());
    }

    public static X509Certificate signed(X509v3CertificateBuilder builder, ContentSigner signer) throws Exception {
        X509CertificateHolder made = builder.build(signer);
        try {
            return new JcaX509CertificateConverter().getCertificate(made);
        } catch (CertificateException tooOdd) { // for the JDK, but a server may have it all the same
            return new JcaX509CertificateConverter()
                    .setProvider(new BouncyCastleProvider())
                    .getCertificate(made);
        }
    }

    public static ContentSigner signer(KeyPair keys) throws Exception {
        return new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
    }

    /** A signature that is none, by whatever algorithm. */
    public static ContentSigner pretending(String algorithm) {
        return new ContentSigner() {
            @Override
            public AlgorithmIdentifier getAlgorithmIdentifier() {
                return new AlgorithmIdentifier(new ASN1ObjectIdentifier(algorithm));
            }

            @Override
            public OutputStream getOutputStream() {
                return new ByteArrayOutputStream();
            }

            @Override
            public byte[] getSignature() {
                return new byte[64];
            }
        };
    }

    /** {@return what makes a judge of a chain, with one trusted authority} */
    static CertificateVerdict verdict(Party trusted, X509Certificate... sent) throws Exception {
        javax.net.ssl.TrustManagerFactory factory =
                javax.net.ssl.TrustManagerFactory.getInstance(javax.net.ssl.TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted.trustStore());
        CertificateJudge judge = new CertificateJudge(
                (javax.net.ssl.X509TrustManager) factory.getTrustManagers()[0],
                List.of(),
                new TlsPeer(HOST, false, 25),
                true);
        judge.checkServerTrusted(
                sent, "UNKNOWN", javax.net.ssl.SSLContext.getDefault().createSSLEngine());
        return judge.verdict().orElseThrow();
    }
}

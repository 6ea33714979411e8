/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import static io.github.smtpprobe.handshake.OddCertificates.builder;
import static io.github.smtpprobe.handshake.OddCertificates.names;
import static io.github.smtpprobe.handshake.OddCertificates.signed;
import static io.github.smtpprobe.handshake.OddCertificates.signer;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v1CertificateBuilder;

/** Certificates as the tests of DANE want them, with elliptic keys. */
final class Made {
    static final Instant NOW = Instant.now();
    static final String HOST = "mx.example.com";
    static final String DOMAIN = "example.com";
    static final DaneNames NAMES = DaneNames.of(HOST).withDomain(DOMAIN);

    private static final AtomicLong SERIALS = new AtomicLong(1000);

    /** A key with its certificate. */
    record Party(String name, KeyPair keys, X509Certificate certificate) {
        byte[] der() {
            return Made.der(certificate);
        }

        /** The record that matches it. */
        TlsaRecord record(int usage, int selector, int matching) {
            return TlsaLine.of(der(), usage, selector, matching).orElseThrow();
        }
    }

    /** What else a certificate gets. */
    @FunctionalInterface
    interface Twist {
        void apply(X509v3CertificateBuilder builder) throws Exception;
    }

    static final Twist PLAIN = builder -> {};
    static final Twist AUTHORITY =
            builder -> builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));

    private Made() {}

    static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Instant days(long count) {
        return NOW.plus(Duration.ofDays(count));
    }

    static Twist named(String... dns) {
        return builder -> builder.addExtension(Extension.subjectAlternativeName, false, names(dns));
    }

    static Party root() {
        return root("CN=root " + SERIALS.incrementAndGet(), AUTHORITY);
    }

    static Party root(String name, Twist twist) {
        return signedBy(null, name, keys(), days(-1000), days(1000), twist);
    }

    static Party intermediate(Party above, Twist... twists) {
        return intermediate(above, days(-100), days(100), twists.length == 0 ? new Twist[] {AUTHORITY} : twists);
    }

    static Party intermediate(Party above, Instant from, Instant to, Twist... twists) {
        return signedBy(above, "CN=intermediate " + SERIALS.incrementAndGet(), keys(), from, to, twists);
    }

    static Party leaf(Party above, String... dns) {
        return signedBy(above, "CN=leaf", keys(), days(-10), days(80), named(dns));
    }

    static Party leaf(Party above, Twist... twists) {
        return signedBy(above, "CN=leaf", keys(), days(-10), days(80), twists);
    }

    static Party leaf(Party above, Instant from, Instant to, String... dns) {
        return signedBy(above, "CN=leaf", keys(), from, to, named(dns));
    }

    static Party selfSigned(Instant from, Instant to, String... dns) {
        return signedBy(null, "CN=self", keys(), from, to, named(dns));
    }

    static Party signedBy(Party above, String name, KeyPair keys, Instant from, Instant to, Twist... twists) {
        try {
            String issuer = above == null ? name : above.name();
            X509v3CertificateBuilder builder =
                    builder(issuer, name, keys, BigInteger.valueOf(SERIALS.incrementAndGet()), from, to);
            for (Twist each : twists) {
                each.apply(builder);
            }
            return new Party(name, keys, signed(builder, signer(above == null ? keys : above.keys())));
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** An authority without any extension, as there were before version 3. */
    static Party versionOne(Party above, String name) {
        try {
            KeyPair keys = keys();
            JcaX509v1CertificateBuilder builder = new JcaX509v1CertificateBuilder(
                    new X500Name(above == null ? name : above.name()),
                    BigInteger.valueOf(SERIALS.incrementAndGet()),
                    Date.from(days(-9)),
                    Date.from(days(9)),
                    new X500Name(name),
                    keys.getPublic());
            X509Certificate made = new JcaX509CertificateConverter()
                    .getCertificate(builder.build(signer(above == null ? keys : above.keys())));
            return new Party(name, keys, made);
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (java.security.cert.CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static List<byte[]> chain(Party... sent) {
        return Stream.of(sent).map(Party::der).toList();
    }

    static List<TlsaRecord> records(TlsaRecord... records) {
        return new ArrayList<>(Arrays.asList(records));
    }

    static DaneVerdict judge(List<byte[]> chain, TlsaRecord... records) {
        return Dane.judge(records(records), chain, NAMES, NOW);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * An authority that issues certificates for tests: good ones, expired ones, ones for another name. Everything is made in memory
 * when it is asked for; no key is ever stored.
 */
public final class CertificateAuthority {
    private static final Duration BACKDATED = Duration.ofDays(1);
    private static final ASN1ObjectIdentifier TLS_FEATURE = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.24");
    private static final int STATUS_REQUEST = 5;
    private static final char[] PASSWORD = "in-memory".toCharArray();

    private enum Kind {
        AUTHORITY,
        LEAF,
        MUST_STAPLE
    }

    private final KeyPair keys;
    private final X509Certificate certificate;
    private final List<X509Certificate> above;

    private CertificateAuthority(KeyPair keys, X509Certificate certificate, List<X509Certificate> above) {
        this.keys = keys;
        this.certificate = certificate;
        this.above = above;
    }

    /** {@return a new root authority} */
    public static CertificateAuthority create() {
        KeyPair keys = keys("EC", 256);
        X500Name name = new X500Name("CN=smtp-probe test root " + number());
        Instant now = Instant.now();
        X509Certificate root = sign(
                name,
                keys.getPrivate(),
                name,
                keys,
                List.of(),
                now.minus(Duration.ofDays(3650)),
                now.plus(Duration.ofDays(3650)),
                Kind.AUTHORITY);
        return new CertificateAuthority(keys, root, List.of());
    }

    /** {@return an authority below this one, whose certificate a server has to send along} */
    public CertificateAuthority intermediate() {
        KeyPair own = keys("EC", 256);
        X500Name name = new X500Name("CN=smtp-probe test intermediate " + number());
        Instant now = Instant.now();
        X509Certificate made = sign(
                issuer(),
                keys.getPrivate(),
                name,
                own,
                List.of(),
                now.minus(BACKDATED),
                now.plus(Duration.ofDays(1000)),
                Kind.AUTHORITY);
        List<X509Certificate> chain = new ArrayList<>(List.of(made));
        chain.addAll(above);
        return new CertificateAuthority(own, made, chain);
    }

    /** {@return this authority's own certificate} */
    public X509Certificate certificate() {
        return certificate;
    }

    /** {@return a store that trusts this authority and nobody else} */
    public KeyStore trustStore() {
        try {
            KeyStore store = empty();
            store.setCertificateEntry("authority", certificate);
            return store;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a store in memory takes a certificate", impossible);
        }
    }

    /**
     * Issues a certificate that is valid for 90 days more.
     *
     * @param names DNS names and addresses
     * @return the certificate with its key
     */
    public Issued issue(String... names) {
        Instant now = Instant.now();
        return issue(now.minus(BACKDATED), now.plus(Duration.ofDays(90)), names);
    }

    /**
     * Issues a certificate with dates.
     *
     * @param from  valid from
     * @param to    valid until
     * @param names DNS names and addresses
     * @return the certificate with its key
     */
    public Issued issue(Instant from, Instant to, String... names) {
        return issue(keys("EC", 256), from, to, names);
    }

    /**
     * Issues a certificate for an RSA key.
     *
     * @param bits  its size
     * @param names DNS names and addresses
     * @return the certificate with its key
     */
    public Issued issueRsa(int bits, String... names) {
        Instant now = Instant.now();
        return issue(keys("RSA", bits), now.minus(BACKDATED), now.plus(Duration.ofDays(90)), names);
    }

    /**
     * Issues a certificate that demands a stapled OCSP answer (RFC 7633).
     *
     * @param names DNS names and addresses
     * @return the certificate with its key
     */
    public Issued issueMustStaple(String... names) {
        Instant now = Instant.now();
        KeyPair own = keys("EC", 256);
        X500Name subject = new X500Name("CN=" + names[0]);
        X509Certificate leaf = sign(
                issuer(),
                keys.getPrivate(),
                subject,
                own,
                List.of(names),
                now.minus(BACKDATED),
                now.plus(Duration.ofDays(90)),
                Kind.MUST_STAPLE);
        return new Issued(own.getPrivate(), List.of(leaf));
    }

    /**
     * Issues a certificate as they were made long ago: the name stands in the subject, and there is no subjectAltName.
     *
     * @param commonName the subject's CN
     * @return the certificate with its key
     */
    public Issued issueCommonNameOnly(String commonName) {
        Instant now = Instant.now();
        return issue(keys("EC", 256), commonName, now.minus(BACKDATED), now.plus(Duration.ofDays(90)));
    }

    private Issued issue(KeyPair own, Instant from, Instant to, String... names) {
        return issue(own, names.length == 0 ? "nameless" : names[0], from, to, names);
    }

    private Issued issue(KeyPair own, String commonName, Instant from, Instant to, String... names) {
        X500Name subject = new X500Name("CN=" + commonName);
        X509Certificate leaf = sign(issuer(), keys.getPrivate(), subject, own, List.of(names), from, to, Kind.LEAF);
        List<X509Certificate> chain = new ArrayList<>(List.of(leaf));
        chain.addAll(above);
        return new Issued(own.getPrivate(), List.copyOf(chain));
    }

    /**
     * Makes a certificate that is signed by its own key.
     *
     * @param names DNS names and addresses
     * @return the certificate with its key
     */
    public static Issued selfSigned(String... names) {
        KeyPair own = keys("EC", 256);
        X500Name subject = new X500Name("CN=" + names[0]);
        Instant now = Instant.now();
        X509Certificate leaf = sign(
                subject,
                own.getPrivate(),
                subject,
                own,
                List.of(names),
                now.minus(BACKDATED),
                now.plus(Duration.ofDays(90)),
                Kind.LEAF);
        return new Issued(own.getPrivate(), List.of(leaf));
    }

    /**
     * A certificate with its key.
     *
     * @param key   the private key
     * @param chain the leaf first, then the authorities that a server has to send
     */
    public record Issued(PrivateKey key, List<X509Certificate> chain) {
        /** {@return the same as a server would send it that forgot the intermediate certificates} */
        public Issued withoutIntermediates() {
            return new Issued(key, chain.subList(0, 1));
        }

        /** {@return a context for a server that shows this certificate} */
        public SSLContext serverContext() {
            try {
                KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                factory.init(keyStore(), PASSWORD);
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(factory.getKeyManagers(), null, new SecureRandom());
                return context;
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("every JDK can serve its own certificate", impossible);
            }
        }

        /** {@return a store with key and chain} */
        public KeyStore keyStore() {
            try {
                KeyStore store = empty();
                store.setKeyEntry("server", key, PASSWORD, chain.toArray(new X509Certificate[0]));
                return store;
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("a store in memory takes a key", impossible);
            }
        }

        /** {@return the password of {@link #keyStore()}} */
        public char[] password() {
            return PASSWORD.clone();
        }
    }

    /** Two authorities must not pass for each other by their names. */
    private static String number() {
        return Long.toHexString(new SecureRandom().nextLong());
    }

    private X500Name issuer() {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    /** Not PKCS12: ten thousand rounds of key derivation for each server would be most of what a test run does. */
    private static KeyStore empty() {
        try {
            KeyStore store = KeyStore.getInstance("JKS");
            store.load(null, null);
            return store;
        } catch (GeneralSecurityException | java.io.IOException impossible) {
            throw new IllegalStateException("every JDK has JKS", impossible);
        }
    }

    private static KeyPair keys(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + algorithm, impossible);
        }
    }

    private static X509Certificate sign(
            X500Name issuer,
            PrivateKey issuerKey,
            X500Name subject,
            KeyPair own,
            List<String> names,
            Instant from,
            Instant to,
            Kind kind) {
        boolean authority = kind == Kind.AUTHORITY;
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    new BigInteger(64, new SecureRandom()),
                    Date.from(from),
                    Date.from(to),
                    subject,
                    own.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (!names.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(names.stream()
                                .map(CertificateAuthority::generalName)
                                .toArray(GeneralName[]::new)));
            }
            if (!authority && !issuer.equals(subject)) {
                builder.addExtension(
                        Extension.authorityInfoAccess,
                        false,
                        new AuthorityInformationAccess(
                                AccessDescription.id_ad_caIssuers,
                                new GeneralName(
                                        GeneralName.uniformResourceIdentifier, "http://ca.example/issuer.cer")));
            }
            if (kind == Kind.MUST_STAPLE) {
                builder.addExtension(TLS_FEATURE, false, new DERSequence(new ASN1Integer(STATUS_REQUEST)));
            }
            String algorithm = issuerKey.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(issuerKey)));
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException impossible) {
            throw new IllegalStateException("a certificate could not be made", impossible);
        }
    }

    private static GeneralName generalName(String name) {
        boolean address = name.matches("[0-9.]+") || name.indexOf(':') >= 0;
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }
}

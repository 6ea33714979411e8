/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import io.github.smtpprobe.testkit.Signing.Content;
import io.github.smtpprobe.testkit.Signing.Kind;
import io.github.smtpprobe.testkit.Signing.Validity;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate authority for tests. It issues valid certificates, expired ones, and ones for other names. Everything is created
 * in memory when it is needed, with nothing but the JDK; no key is ever stored. Immutable and thread-safe.
 *
 * <pre>{@code
 * CertificateAuthority authority = CertificateAuthority.create();
 * ScriptedServer.Builder server = ScriptedServer.playing(Script.parse("* tls any\nS~ 220 mx.example.com ESMTP"))
 *         .tls(authority.issue("mx.example.com", "127.0.0.1").serverContext());
 * TlsSettings trust = TlsSettings.builder().trustStore(authority.trustStore()).build();
 * }</pre>
 *
 * <p>Keys are P-256 keys, or RSA keys on request; signatures use SHA-256. Names are DNS names in ASCII, optionally with {@code *}
 * as their first label, or IPv4 or IPv6 addresses; other names are refused with an {@link IllegalArgumentException}.
 */
public final class CertificateAuthority {
    private static final int LEAF_DAYS = 90;
    private static final int INTERMEDIATE_DAYS = 1000;
    private static final Duration DECADE = Duration.ofDays(3650);
    /** RSA keys by size; creating one takes as long as a thousand certificates. */
    private static final Map<Integer, KeyPair> RSA = new ConcurrentHashMap<>();

    private static final char[] PASSWORD = "in-memory".toCharArray();

    private final KeyPair keys;
    private final X509Certificate certificate;
    private final List<X509Certificate> above;

    private CertificateAuthority(KeyPair keys, X509Certificate certificate, List<X509Certificate> above) {
        this.keys = keys;
        this.certificate = certificate;
        this.above = above;
    }

    /** {@return a new root authority, valid from ten years ago for twenty years} */
    public static CertificateAuthority create() {
        KeyPair keys = keys("EC", 256);
        X500Principal name = new X500Principal("CN=smtp-probe test root " + number());
        Instant now = Instant.now();
        Validity validity = new Validity(now.minus(DECADE), now.plus(DECADE));
        X509Certificate root = new Signing(name, keys.getPrivate(), false)
                .sign(new Content(name, keys, List.of(), validity, Kind.AUTHORITY));
        return new CertificateAuthority(keys, root, List.of());
    }

    /** {@return an intermediate authority below this one, whose certificate a server has to send as well} */
    public CertificateAuthority intermediate() {
        KeyPair own = keys("EC", 256);
        X500Principal name = new X500Principal("CN=smtp-probe test intermediate " + number());
        X509Certificate made =
                signing().sign(new Content(name, own, List.of(), Validity.ofDays(INTERMEDIATE_DAYS), Kind.AUTHORITY));
        List<X509Certificate> chain = new ArrayList<>(List.of(made));
        chain.addAll(above);
        return new CertificateAuthority(own, made, chain);
    }

    /** {@return this authority's own certificate} */
    public X509Certificate certificate() {
        return certificate;
    }

    /** {@return a trust store that trusts only this authority} */
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
     * Issues a certificate that is valid for another 90 days.
     *
     * @param names DNS names and addresses
     * @return the certificate with its key
     */
    public Issued issue(String... names) {
        return issue(keys("EC", 256), Validity.ofDays(LEAF_DAYS), Kind.LEAF, names);
    }

    /**
     * Issues a certificate with the given dates.
     *
     * @param from  valid from
     * @param to    valid until
     * @param names DNS names and addresses
     * @return the certificate with its key
     */
    public Issued issue(Instant from, Instant to, String... names) {
        return issue(keys("EC", 256), new Validity(from, to), Kind.LEAF, names);
    }

    /**
     * Issues a certificate for an RSA key; all certificates of the same size share one key.
     *
     * @param bits  the size of the key, such as 2048; clients should refuse 1024
     * @param names DNS names and addresses
     * @return the certificate with its key
     */
    public Issued issueRsa(int bits, String... names) {
        return issue(
                RSA.computeIfAbsent(bits, each -> keys("RSA", each)), Validity.ofDays(LEAF_DAYS), Kind.LEAF, names);
    }

    /**
     * Issues a certificate that demands a stapled OCSP response (RFC 7633).
     *
     * @param names DNS names and addresses
     * @return the certificate with its key
     */
    public Issued issueMustStaple(String... names) {
        return issue(keys("EC", 256), Validity.ofDays(LEAF_DAYS), Kind.MUST_STAPLE, names);
    }

    /**
     * Issues an old-style certificate: the name is in the subject, and there is no subjectAltName.
     *
     * @param commonName the subject's CN
     * @return the certificate with its key
     */
    public Issued issueCommonNameOnly(String commonName) {
        return issue(new Content(
                new X500Principal("CN=" + commonName),
                keys("EC", 256),
                List.of(),
                Validity.ofDays(LEAF_DAYS),
                Kind.LEAF));
    }

    private Issued issue(KeyPair own, Validity validity, Kind kind, String... names) {
        X500Principal subject = new X500Principal("CN=" + (names.length == 0 ? "nameless" : names[0]));
        return issue(new Content(subject, own, List.of(names), validity, kind));
    }

    private Issued issue(Content content) {
        List<X509Certificate> chain = new ArrayList<>(List.of(signing().sign(content)));
        chain.addAll(above);
        return new Issued(content.keys().getPrivate(), List.copyOf(chain));
    }

    /**
     * Creates a self-signed certificate that is valid for another 90 days.
     *
     * @param names DNS names and addresses, at least one
     * @return the certificate with its key
     */
    public static Issued selfSigned(String... names) {
        KeyPair own = keys("EC", 256);
        X500Principal subject = new X500Principal("CN=" + names[0]);
        X509Certificate leaf = new Signing(subject, own.getPrivate(), false)
                .sign(new Content(subject, own, List.of(names), Validity.ofDays(LEAF_DAYS), Kind.LEAF));
        return new Issued(own.getPrivate(), List.of(leaf));
    }

    /**
     * A certificate with its key.
     *
     * @param key   the private key
     * @param chain the leaf first, then the intermediate certificates that a server has to send
     */
    public record Issued(PrivateKey key, List<X509Certificate> chain) {
        /** {@return the same certificate without the intermediate ones, as a misconfigured server would send it} */
        public Issued withoutIntermediates() {
            return new Issued(key, chain.subList(0, 1));
        }

        /** {@return a context for a server with this certificate} */
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

        /** {@return a key store with the key and the chain} */
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

    /** Distinguishes authorities, so that none is taken for another one of the same name. */
    private static String number() {
        return Long.toHexString(new SecureRandom().nextLong());
    }

    private Signing signing() {
        return new Signing(certificate.getSubjectX500Principal(), keys.getPrivate(), !above.isEmpty());
    }

    /** Not PKCS12, because ten thousand rounds of key derivation for each server would dominate a test run. */
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
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.tls;

import io.github.smtpprobe.text.Printable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A certificate as facts: strings, dates and numbers that are safe to show and to keep.
 *
 * @param subject            the subject's distinguished name
 * @param issuer             the issuer's distinguished name
 * @param serial             the serial number in hexadecimal
 * @param notBefore          valid from
 * @param notAfter           valid until
 * @param names              DNS names and addresses of the subjectAltName, at most 100
 * @param keyAlgorithm       such as {@code RSA} or {@code EC}
 * @param keyBits            the key's size in bits, 0 if not known
 * @param signatureAlgorithm such as {@code SHA256withRSA}
 * @param sha256             fingerprint of the whole certificate in lower-case hexadecimal
 * @param selfIssued         whether subject and issuer are the same
 * @param mustStaple         whether it demands a stapled OCSP answer (RFC 7633); nobody here looks for one
 */
public record Certificate(
        String subject,
        String issuer,
        String serial,
        Instant notBefore,
        Instant notAfter,
        List<String> names,
        String keyAlgorithm,
        int keyBits,
        String signatureAlgorithm,
        String sha256,
        boolean selfIssued,
        boolean mustStaple) {
    /** TLS feature, RFC 7633 §4. */
    private static final String TLS_FEATURE = "1.3.6.1.5.5.7.1.24";

    private static final int MIN_RSA = 2048;
    private static final int MIN_EC = 224;
    /** How the names of signatures begin that nobody should trust any more; a bare {@code MD5} is one too. */
    private static final List<String> OLD_HASHES = List.of("sha1", "md5", "md2");

    private static final int MAX_NAMES = 100;
    private static final int MAX_TEXT = 500;
    /** Types of a subjectAltName entry, RFC 5280 §4.2.1.6. */
    static final int DNS_NAME = 2;

    static final int IP_ADDRESS = 7;

    /**
     * Reads the facts of a certificate.
     *
     * @param certificate as the server sent it
     * @return its facts
     */
    public static Certificate of(X509Certificate certificate) {
        return new Certificate(
                text(certificate.getSubjectX500Principal().getName()),
                text(certificate.getIssuerX500Principal().getName()),
                certificate.getSerialNumber().toString(16),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                names(certificate),
                certificate.getPublicKey().getAlgorithm(),
                bits(certificate.getPublicKey()),
                text(certificate.getSigAlgName()),
                fingerprint(certificate),
                certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()),
                certificate.getExtensionValue(TLS_FEATURE) != null);
    }

    /**
     * The SHA-256 fingerprint of a certificate, as {@link TlsSettings.Builder#trustCertificate} takes it.
     *
     * @param certificate any certificate
     * @return 64 hexadecimal digits in lower case
     */
    public static String fingerprint(java.security.cert.Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
            throw new IllegalStateException(
                    "a parsed certificate has an encoding, and every JDK has SHA-256", impossible);
        }
    }

    /** Tokens for what is weak in its key and, unless nobody checks it, in its signature. */
    List<String> weaknesses() {
        List<String> found = new ArrayList<>();
        if (keyAlgorithm.equals("RSA") && keyBits < MIN_RSA) {
            found.add("rsa-" + keyBits);
        }
        if (keyAlgorithm.equals("EC") && keyBits < MIN_EC) {
            found.add("ec-" + keyBits);
        }
        String signature = signatureAlgorithm.toLowerCase(Locale.ROOT);
        OLD_HASHES.stream().filter(signature::startsWith).findFirst().ifPresent(hash -> found.add(hash + "-signature"));
        return found;
    }

    private static String text(String name) {
        String clean = Printable.clean(name);
        return Printable.cut(clean, MAX_TEXT, "");
    }

    private static List<String> names(X509Certificate certificate) {
        return Stream.concat(names(certificate, DNS_NAME).stream(), names(certificate, IP_ADDRESS).stream())
                .limit(MAX_NAMES)
                .map(Certificate::text)
                .toList();
    }

    /** All entries of one type in the subjectAltName: large providers have hundreds, and the last one counts like the first. */
    static List<String> names(X509Certificate certificate, int type) {
        List<String> found = new ArrayList<>();
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            for (List<?> each : all == null ? List.<List<?>>of() : all) {
                if ((Integer) each.get(0) == type) {
                    found.add(String.valueOf(each.get(1)));
                }
            }
        } catch (CertificateParsingException malformed) {
            return List.of(); // a name that cannot be read matches nothing
        }
        return found;
    }

    private static int bits(PublicKey key) {
        if (key instanceof RSAKey rsa) {
            return rsa.getModulus().bitLength();
        }
        if (key instanceof ECKey ec && ec.getParams() != null) {
            return ec.getParams().getOrder().bitLength();
        }
        return key instanceof DSAKey dsa && dsa.getParams() != null
                ? dsa.getParams().getP().bitLength()
                : 0;
    }
}

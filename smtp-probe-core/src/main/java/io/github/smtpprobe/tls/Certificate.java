/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

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
}

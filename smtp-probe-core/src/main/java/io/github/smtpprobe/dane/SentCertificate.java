/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** A certificate as octets, parsed as far as records need it (RFC 5280 §4.1), even if Java cannot read the rest. */
final class SentCertificate {
    private static final int PARTS = 3;
    private static final int KEY_BEHIND_VERSION = 5;
    private static final int KEY_PARTS = 2;

    private final byte[] der;
    private final Tlv key;
    private final Tlv issuer;
    private final Tlv subject;

    private SentCertificate(byte[] der, List<Tlv> fields, int from) {
        this.der = der;
        this.issuer = fields.get(from + 2);
        this.subject = fields.get(from + 4);
        this.key = fields.get(from + KEY_BEHIND_VERSION);
    }

    /** Reads a certificate; empty if the octets are not one. */
    static Optional<SentCertificate> read(byte[] der) {
        return Tlv.whole(der)
                .filter(each -> each.is(Tlv.SEQUENCE))
                .map(Tlv::parts)
                .flatMap(parts -> read(der, parts));
    }

    private static Optional<SentCertificate> read(byte[] der, List<Tlv> parts) {
        if (parts.size() != PARTS
                || !parts.get(0).is(Tlv.SEQUENCE)
                || !parts.get(1).is(Tlv.SEQUENCE)
                || !parts.get(2).is(Tlv.BIT_STRING)) {
            return Optional.empty();
        }
        List<Tlv> fields = parts.get(0).parts();
        int from = !fields.isEmpty() && fields.get(0).is(Tlv.VERSION) ? 1 : 0;
        if (fields.size() <= from + KEY_BEHIND_VERSION || !fields.get(from).is(Tlv.INTEGER)) {
            return Optional.empty();
        }
        return fields.subList(from + 1, from + KEY_BEHIND_VERSION).stream().allMatch(each -> each.is(Tlv.SEQUENCE))
                        && isKey(fields.get(from + KEY_BEHIND_VERSION))
                ? Optional.of(new SentCertificate(der, fields, from))
                : Optional.empty();
    }

    /** Whether a value is a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7). */
    static boolean isKey(Tlv value) {
        List<Tlv> parts = value.is(Tlv.SEQUENCE) ? value.parts() : List.of();
        return parts.size() == KEY_PARTS
                && parts.get(0).is(Tlv.SEQUENCE)
                && parts.get(1).is(Tlv.BIT_STRING);
    }

    /** The certificate as Java reads it; empty if Java cannot. */
    Optional<X509Certificate> parsed() {
        try {
            return Optional.of((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
        } catch (CertificateException | RuntimeException tooOdd) {
            return Optional.empty();
        }
    }

    /** The issuer's name in DER. */
    byte[] issuer() {
        return issuer.copy();
    }

    /** The subject's name in DER. */
    Tlv subject() {
        return subject;
    }

    /** The data that a record with these parameters has if it matches. */
    byte[] matched(int selector, int matching) {
        byte[] selected = selector == 0 ? der : key.copy();
        return switch (matching) {
            case 1 -> digest("SHA-256", selected);
            case 2 -> digest("SHA-512", selected);
            default -> selected.clone();
        };
    }

    private static byte[] digest(String algorithm, byte[] octets) {
        try {
            return MessageDigest.getInstance(algorithm).digest(octets);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has " + algorithm, impossible);
        }
    }
}

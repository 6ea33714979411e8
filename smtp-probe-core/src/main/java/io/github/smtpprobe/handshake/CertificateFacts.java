/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.tls.Certificate;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Reads the facts of a certificate from what the server sent. */
final class CertificateFacts {
    /** The extension "TLS feature" (RFC 7633 §4). */
    private static final String TLS_FEATURE = "1.3.6.1.5.5.7.1.24";

    private static final int MIN_RSA = 2048;
    private static final int MIN_EC = 224;
    /** How the names of signature algorithms begin that nobody should trust any more; a bare {@code MD5} is one, too. */
    private static final List<String> OLD_HASHES = List.of("sha1", "md5", "md2");

    private static final int MAX_NAMES = 100;
    private static final int MAX_TEXT = 500;
    /** The types of subjectAltName entries (RFC 5280 §4.2.1.6). */
    static final int DNS_NAME = 2;

    static final int IP_ADDRESS = 7;

    private CertificateFacts() {}

    /** Reads the facts of a certificate as the server sent it. */
    static Certificate of(X509Certificate certificate) {
        PublicKey key = certificate.getPublicKey();
        Certificate.Builder facts = Certificate.builder(Certificate.fingerprint(certificate));
        return encoded(facts, certificate)
                .subject(text(certificate.getSubjectX500Principal().getName()))
                .issuer(text(certificate.getIssuerX500Principal().getName()))
                .serial(hexadecimal(certificate.getSerialNumber()))
                .valid(
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant())
                .names(names(certificate))
                .key(key.getAlgorithm(), bits(key))
                .signatureAlgorithm(text(certificate.getSigAlgName()))
                .selfIssued(certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                .mustStaple(certificate.getExtensionValue(TLS_FEATURE) != null)
                .build();
    }

    private static Certificate.Builder encoded(Certificate.Builder facts, X509Certificate certificate) {
        try {
            return facts.encoded(certificate.getEncoded());
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("a parsed certificate has an encoding", impossible);
        }
    }

    /** Tokens for what is weak in its key and, unless nobody checks that, in its signature. */
    static List<String> weaknesses(Certificate facts) {
        List<String> found = new ArrayList<>();
        if (facts.keyAlgorithm().equals("RSA") && facts.keyBits() < MIN_RSA) {
            found.add("rsa-" + facts.keyBits());
        }
        if (facts.keyAlgorithm().equals("EC") && facts.keyBits() < MIN_EC) {
            found.add("ec-" + facts.keyBits());
        }
        String signature = facts.signatureAlgorithm().toLowerCase(Locale.ROOT);
        for (String hash : OLD_HASHES) {
            if (signature.startsWith(hash)) {
                found.add(hash + "-signature");
            }
        }
        return found;
    }

    /** The same as {@link BigInteger#toString(int)}, but linear in the number of digits, however many a server sends. */
    static String hexadecimal(BigInteger number) {
        String digits = HexFormat.of().formatHex(number.abs().toByteArray());
        int first = 0;
        while (first < digits.length() - 1 && digits.charAt(first) == '0') {
            first++;
        }
        return number.signum() < 0 ? "-" + digits.substring(first) : digits.substring(first);
    }

    private static String text(String name) {
        String clean = Printable.clean(name);
        return Printable.cut(clean, MAX_TEXT, "");
    }

    private static List<String> names(X509Certificate certificate) {
        List<String> found = names(certificate, DNS_NAME);
        found.addAll(names(certificate, IP_ADDRESS));
        found = found.subList(0, Math.min(MAX_NAMES, found.size()));
        found.replaceAll(CertificateFacts::text);
        return found;
    }

    /** All entries of one type in the subjectAltName: large providers have hundreds, all of which count. */
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
            found.clear(); // a name that cannot be read matches nothing
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

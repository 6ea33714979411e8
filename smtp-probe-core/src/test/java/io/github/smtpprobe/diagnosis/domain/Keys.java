/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.dane.TlsaLine;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.tls.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Certificates of mx.example.com, and the TLSA records of them. */
final class Keys {
    static final CertificateAuthority ROOT = CertificateAuthority.create();
    static final CertificateAuthority INTERMEDIATE = ROOT.intermediate();
    private static final CertificateAuthority OTHER_INTERMEDIATE = ROOT.intermediate();

    /** Of an authority: leaf and intermediate certificate. */
    static final List<X509Certificate> K1 = INTERMEDIATE.issue(Facts.MX).chain();

    static final List<X509Certificate> K2 = INTERMEDIATE.issue(Facts.MX).chain();
    static final List<X509Certificate> RSA =
            INTERMEDIATE.issueRsa(2048, Facts.MX).chain();
    static final List<X509Certificate> OTHER_ISSUER =
            OTHER_INTERMEDIATE.issue(Facts.MX).chain();
    static final List<X509Certificate> FOR_DOMAIN =
            INTERMEDIATE.issue(Facts.DOMAIN).chain();
    static final List<X509Certificate> FOR_OTHERS =
            INTERMEDIATE.issue("www.example.net").chain();
    static final List<X509Certificate> SELF_SIGNED =
            CertificateAuthority.selfSigned(Facts.MX).chain();
    static final List<X509Certificate> EXPIRED = expired().chain();

    private Keys() {}

    private static Issued expired() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return INTERMEDIATE.issue(now.minus(90, ChronoUnit.DAYS), now.minus(1, ChronoUnit.DAYS), Facts.MX);
    }

    /** The record of a certificate, such as {@code 311}. */
    static String tlsa(int parameters, X509Certificate certificate) {
        return TlsaLine.of(der(certificate), parameters / 100, parameters / 10 % 10, parameters % 10)
                .orElseThrow()
                .text();
    }

    static String tlsa(int parameters, List<X509Certificate> chain) {
        return tlsa(parameters, chain.get(0));
    }

    static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Certificate facts(X509Certificate certificate) {
        return Certificate.builder(Certificate.fingerprint(certificate))
                .subject(certificate.getSubjectX500Principal().getName())
                .issuer(certificate.getIssuerX500Principal().getName())
                .valid(
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant())
                .names(names(certificate))
                .key(certificate.getPublicKey().getAlgorithm(), 0)
                .selfIssued(certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                .encoded(der(certificate))
                .build();
    }

    private static List<String> names(X509Certificate certificate) {
        try {
            return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
                    .flatMap(Collection::stream)
                    .map(each -> String.valueOf(each.get(1)))
                    .toList();
        } catch (CertificateException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.CertificateVerdict.Name;
import io.github.smtpprobe.tls.CertificateVerdict.Trust;
import io.github.smtpprobe.tls.CertificateVerdict.Validity;
import io.github.smtpprobe.tls.ClientCertificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

/** Verdicts on certificates, in words. */
final class CertificateWords {
    private CertificateWords() {}

    /**
     * The verdict on a certificate.
     *
     * @param identity the name or address that it must be for
     */
    static String of(CertificateVerdict verdict, String identity) {
        String name = Words.name(identity);
        if (!verdict.acceptable()) {
            return "does not prove " + name + ": " + verdict.objections();
        }
        return switch (verdict.trust()) {
            case TRUSTED_BY_FINGERPRINT -> of(Trust.TRUSTED_BY_FINGERPRINT);
            case NOT_OBSERVED -> "judged by the application's own TLS, unseen here";
            default -> "trusted, and made out to " + name;
        };
    }

    static String of(Trust trust) {
        return switch (trust) {
            case TRUSTED -> "leads to an authority that is trusted here";
            case TRUSTED_BY_FINGERPRINT -> "trusted by its fingerprint";
            case OTHER_FINGERPRINT -> "its fingerprint is none of the trusted ones";
            case SELF_SIGNED -> "self-signed";
            case INCOMPLETE_CHAIN -> "the issuer is neither sent nor trusted here";
            case UNKNOWN_AUTHORITY -> "the authority is not trusted here";
            case REFUSED -> "the chain is refused here";
            case NOT_OBSERVED -> "not observed";
        };
    }

    static String of(Name name) {
        return switch (name) {
            case MATCHES -> "made out to this name";
            case MISMATCH -> "not made out to this name";
            case NOT_CHECKED -> "not checked";
        };
    }

    static String of(Validity validity) {
        return switch (validity) {
            case VALID -> "each certificate on the path is inside its dates";
            case EXPIRED -> "a certificate on the path has expired";
            case NOT_YET_VALID -> "a certificate on the path is not valid yet";
        };
    }

    static String of(ClientCertificate asked) {
        return switch (asked) {
            case NOT_ASKED_FOR -> "the server was not seen to ask for one";
            case NOT_GIVEN -> "the server asked, and none was given";
            case GIVEN -> "the server asked, and was shown one";
        };
    }

    /** What is weak on the path; empty if nothing is. */
    static String weak(CertificateVerdict verdict) {
        return verdict.weak().stream().map(CertificateVerdict::weakness).collect(Collectors.joining("; "));
    }

    /**
     * The dates of a certificate, and how long it was still valid.
     *
     * @param at   when the certificate was seen; the epoch if that is not known
     * @param what what began then: "this probe" or "this survey"
     */
    static String dates(Certificate certificate, Instant at, String what) {
        String dates = "from " + day(certificate.notBefore()) + " until " + day(certificate.notAfter());
        if (at.equals(Instant.EPOCH)) {
            return dates;
        }
        if (at.isBefore(certificate.notBefore())) {
            return dates + ", not valid yet";
        }
        return at.isAfter(certificate.notAfter())
                ? dates + ", expired " + days(certificate.notAfter(), at) + " before " + what
                : dates + ", " + days(at, certificate.notAfter()) + " left";
    }

    private static String day(Instant at) {
        return at.toString().substring(0, at.toString().indexOf('T'));
    }

    private static String days(Instant from, Instant to) {
        long days = ChronoUnit.DAYS.between(from, to);
        return days == 0 ? "less than a day" : Words.count(days, "day");
    }

    static String key(Certificate certificate) {
        return certificate.keyAlgorithm() + (certificate.keyBits() == 0 ? "" : ", " + certificate.keyBits() + " bits");
    }

    /** The fingerprint as markup: in pairs of digits, as people compare it, with line breaks allowed between them. */
    static String fingerprint(Certificate certificate) {
        return HtmlTranscript.escape(certificate.sha256().replaceAll("(..)(?=.)", "$1:"))
                .replace(":", ":<wbr>");
    }
}

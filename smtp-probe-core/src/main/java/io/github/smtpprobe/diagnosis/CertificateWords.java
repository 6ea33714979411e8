/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.tls.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** How findings describe a certificate: which one it is, and its dates. */
final class CertificateWords {
    private CertificateWords() {}

    /** The certificates that count: those of the path, or the server's own where no path is known. */
    static List<Certificate> path(TlsHandshake fact) {
        return fact.tls()
                .verdict()
                .map(verdict -> verdict.path())
                .filter(path -> !path.isEmpty())
                .orElseGet(() -> fact.tls().chain().subList(0, 1));
    }

    /** {@code The certificate of mx}, or the one above it that is meant. */
    static String which(AttemptFindings one, TlsHandshake fact, Certificate certificate) {
        return certificate.equals(path(fact).get(0))
                ? "The certificate of " + one.route().host() + among(one)
                : "The intermediate certificate \"" + certificate.subject() + "\" of "
                        + one.route().host();
    }

    /** The address, where another one of the host was asked as well and may show another certificate. */
    private static String among(AttemptFindings one) {
        boolean several = one.seen().attempts().stream()
                .map(Attempt::route)
                .anyMatch(other -> other.host().equals(one.route().host())
                        && other.port() == one.route().port()
                        && !other.address().equals(one.route().address()));
        return several ? " (" + one.route().addressText() + ")" : "";
    }

    /** The subject of a certificate above the server's own, which its operator cannot renew; empty if it is the server's. */
    static String above(TlsHandshake fact, Certificate certificate) {
        return certificate.equals(path(fact).get(0)) ? "" : '"' + certificate.subject() + '"';
    }

    static String day(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    static String days(Duration length) {
        long days = length.toDays();
        return days == 0 ? "less than a day" : days == 1 ? "1 day" : days + " days";
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.encryption;

import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.words.Values;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.tls.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** How findings describe a certificate: which one it is, and its dates. */
final class CertificateWords {
    private CertificateWords() {}

    /** The certificates that count: those of the path or, if no path is known, the server's own. */
    static List<Certificate> path(TlsHandshake fact) {
        return fact.tls()
                .verdict()
                .map(verdict -> verdict.path())
                .filter(path -> !path.isEmpty())
                .orElseGet(() -> fact.tls().chain().subList(0, 1));
    }

    /** {@code The certificate of mx}, or words for the one above it that is meant. */
    static String which(AttemptFindings one, TlsHandshake fact, Certificate certificate) {
        return certificate.equals(path(fact).get(0))
                ? "The certificate of " + Values.hostAmong(one.seen(), one.route())
                : "The intermediate certificate \"" + certificate.subject() + "\" of "
                        + one.route().host();
    }

    /** The subject of a certificate above the server's own, which its operator cannot renew; empty if it is the server's. */
    static String above(TlsHandshake fact, Certificate certificate) {
        return certificate.equals(path(fact).get(0)) ? "" : '"' + certificate.subject() + '"';
    }

    /** A day, with the time if it is today. */
    static String moment(Instant instant, Instant now) {
        String day = day(instant);
        return day.equals(day(now))
                ? day + ", " + instant.atZone(ZoneOffset.UTC).toLocalTime().truncatedTo(ChronoUnit.MINUTES) + " UTC"
                : day;
    }

    /** Whether a weakness of a path is due to this certificate's key or signature. */
    static boolean has(Certificate certificate, String weakness) {
        String[] parts = weakness.split("-", 2);
        return weakness.endsWith("-signature")
                ? certificate.signatureAlgorithm().toLowerCase(Locale.ROOT).startsWith(parts[0])
                : weakness.equals(certificate.keyAlgorithm().toLowerCase(Locale.ROOT) + "-" + certificate.keyBits());
    }

    static String day(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    static String days(Duration length) {
        long days = length.toDays();
        return days == 0 ? "less than a day" : days == 1 ? "1 day" : days + " days";
    }
}

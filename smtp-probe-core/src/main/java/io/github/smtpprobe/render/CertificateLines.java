/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.CertificateVerdict.Trust;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The certificate that a handshake showed, in a few lines: whose it is, who issued it, until when, and what came of judging it. */
final class CertificateLines {
    private static final int NAMES = 5;

    private CertificateLines() {}

    /**
     * The lines.
     *
     * @param fact a handshake
     * @param now  when the probe began; the epoch where that is not known
     * @return none where no certificate was seen
     */
    static List<String> of(TlsHandshake fact, Instant now) {
        List<Certificate> chain = fact.tls().chain();
        if (chain.isEmpty()) {
            return List.of();
        }
        Certificate own = chain.get(0);
        List<String> lines = new ArrayList<>();
        lines.add("certificate for " + names(own) + (fact.tls().resumed() ? " (of an earlier connection)" : ""));
        lines.add("issued by " + own.issuer());
        lines.add(dates(own, now));
        fact.tls()
                .verdict()
                .ifPresent(verdict -> lines.add(words(verdict, fact.tls().identity())));
        lines.add("SHA-256 " + own.sha256());
        return lines;
    }

    private static String names(Certificate own) {
        List<String> names = own.names();
        if (names.isEmpty()) {
            return own.subject();
        }
        int more = names.size() - NAMES;
        return String.join(", ", names.subList(0, Math.min(NAMES, names.size())))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private static String dates(Certificate own, Instant now) {
        if (now.equals(Instant.EPOCH)) {
            return "valid from " + day(own.notBefore()) + " until " + day(own.notAfter());
        }
        if (own.notBefore().isAfter(now)) {
            return "not valid before " + day(own.notBefore());
        }
        return own.notAfter().isBefore(now)
                ? "expired on " + day(own.notAfter()) + ", " + days(own.notAfter(), now) + " before this probe"
                : "valid until " + day(own.notAfter()) + ", " + days(now, own.notAfter()) + " left";
    }

    private static String day(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static String days(Instant from, Instant to) {
        long days = Duration.between(from, to).toDays();
        return days == 0 ? "less than a day" : days == 1 ? "1 day" : days + " days";
    }

    private static String words(CertificateVerdict verdict, String identity) {
        if (!verdict.acceptable()) {
            return "does not prove " + identity + ": " + verdict.objections();
        }
        if (verdict.trust() == Trust.TRUSTED_BY_FINGERPRINT) {
            return "trusted by its fingerprint";
        }
        return verdict.trust() == Trust.NOT_OBSERVED
                ? "judged by an SSLContext of the application, unseen here"
                : "trusted, and made out to " + identity;
    }
}

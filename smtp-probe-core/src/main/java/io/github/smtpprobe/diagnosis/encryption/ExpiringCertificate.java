/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.encryption;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.CertificateVerdict.Trust;
import io.github.smtpprobe.tls.CertificateVerdict.Validity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The certificate that still works but soon will not, or that some clients already refuse. */
public final class ExpiringCertificate extends AttemptCheck {
    private static final Duration LATEST = Duration.ofDays(30);

    public ExpiringCertificate() {
        super(Occasion.step(TlsHandshake.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        one.attempt().fact(TlsHandshake.class).ifPresent(fact -> {
            if (fact.tls().chain().isEmpty() || fact.tls().verdict().isEmpty()) {
                return;
            }
            if (fact.tls().verdict().get().validity() == Validity.VALID) {
                expiring(one, fact);
            }
            List<String> weak = weak(fact.tls().verdict().get());
            if (!weak.isEmpty() && !(weak.size() == 1 && BadCertificate.refusedAsWeak(fact))) {
                weak(one, fact, weak);
            }
        });
    }

    /** Reports the weaknesses of each certificate. One that no certificate above has is the server's own. */
    private static void weak(AttemptFindings one, TlsHandshake fact, List<String> weak) {
        List<Certificate> path = CertificateWords.path(fact);
        Map<Certificate, List<String>> whose = new LinkedHashMap<>();
        for (String token : weak) {
            Certificate owner = path.stream()
                    .filter(each -> CertificateWords.has(each, token))
                    .findFirst()
                    .orElse(path.get(0));
            whose.computeIfAbsent(owner, each -> new ArrayList<>()).add(CertificateVerdict.weakness(token));
        }
        whose.forEach((certificate, words) -> one.add(
                "cert.weak",
                fact,
                "which",
                CertificateWords.which(one, fact, certificate),
                "above",
                CertificateWords.above(fact, certificate),
                "weak",
                String.join(", ", words)));
    }

    private static void expiring(AttemptFindings one, TlsHandshake fact) {
        Instant now = one.seen().started();
        Certificate first = null;
        for (Certificate each : CertificateWords.path(fact)) {
            if (ages(each, now) && (first == null || each.notAfter().isBefore(first.notAfter()))) {
                first = each;
            }
        }
        if (first != null) {
            one.add(
                    "cert.expiring",
                    fact,
                    "which",
                    CertificateWords.which(one, fact, first),
                    "above",
                    CertificateWords.above(fact, first),
                    "days",
                    CertificateWords.days(Duration.between(now, first.notAfter())),
                    "date",
                    CertificateWords.day(first.notAfter()));
        }
    }

    /** The weaknesses that are worth a warning; those for which the certificate was refused are not repeated. */
    private static List<String> weak(CertificateVerdict verdict) {
        List<String> weak = new ArrayList<>(verdict.weak());
        if (verdict.trust() == Trust.REFUSED) {
            weak.removeIf("no-server-authentication"::equals);
        }
        return weak;
    }

    private static boolean ages(Certificate certificate, Instant now) {
        long term = Duration.between(certificate.notBefore(), certificate.notAfter())
                .toSeconds();
        Duration fifth = Duration.ofSeconds(term / 5);
        Duration threshold = fifth.compareTo(LATEST) < 0 ? fifth : LATEST;
        return Duration.between(now, certificate.notAfter()).compareTo(threshold) < 0;
    }
}

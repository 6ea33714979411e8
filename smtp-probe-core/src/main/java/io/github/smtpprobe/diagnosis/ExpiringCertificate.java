/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.CertificateVerdict.Trust;
import io.github.smtpprobe.tls.CertificateVerdict.Validity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The certificate that still works and soon will not, or that some clients refuse already. */
final class ExpiringCertificate extends AttemptCheck {
    private static final Duration LATEST = Duration.ofDays(30);

    ExpiringCertificate() {
        super(Occasion.step(TlsHandshake.class));
    }

    @Override
    void examine(AttemptFindings one) {
        one.attempt().fact(TlsHandshake.class).ifPresent(fact -> {
            if (fact.tls().chain().isEmpty() || fact.tls().verdict().isEmpty()) {
                return;
            }
            boolean valid = fact.tls().verdict().get().validity() == Validity.VALID;
            CertificateWords.path(fact).stream()
                    .filter(each -> valid && ages(each, one.seen().started()))
                    .min(Comparator.comparing(Certificate::notAfter))
                    .ifPresent(first -> one.add(
                            "cert.expiring",
                            fact,
                            "which",
                            CertificateWords.which(one, fact, first),
                            "days",
                            CertificateWords.days(Duration.between(one.seen().started(), first.notAfter())),
                            "date",
                            CertificateWords.day(first.notAfter())));
            List<String> weak = weak(fact.tls().verdict().get());
            if (!weak.isEmpty()) {
                one.add(
                        "cert.weak",
                        fact,
                        "weak",
                        weak.stream().map(CertificateVerdict::weakness).collect(Collectors.joining(", ")));
            }
        });
    }

    /** A certificate that was refused for what makes it weak is not weak beside. */
    private static List<String> weak(CertificateVerdict verdict) {
        List<String> weak = new ArrayList<>(verdict.weak());
        if (verdict.trust() == Trust.REFUSED) {
            weak.removeIf("no-server-authentication"::equals);
        }
        return weak;
    }

    private static boolean ages(Certificate certificate, Instant now) {
        Duration fifth = Duration.between(certificate.notBefore(), certificate.notAfter())
                .dividedBy(5);
        Duration threshold = fifth.compareTo(LATEST) < 0 ? fifth : LATEST;
        return Duration.between(now, certificate.notAfter()).compareTo(threshold) < 0;
    }
}

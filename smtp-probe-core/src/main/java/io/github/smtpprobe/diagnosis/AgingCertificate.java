/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.CertificateVerdict.Validity;
import java.time.Duration;
import java.util.List;

/** The certificate that still works and soon will not, or that some clients refuse already. */
final class AgingCertificate implements AttemptCheck {
    private static final Duration LATEST = Duration.ofDays(30);

    @Override
    public void examine(Case one) {
        one.attempt().fact(Fact.TlsHandshake.class).ifPresent(fact -> {
            if (fact.tls().chain().isEmpty() || fact.tls().verdict().isEmpty()) {
                return;
            }
            Certificate leaf = fact.tls().chain().get(0);
            Duration left = Duration.between(one.seen().started(), leaf.notAfter());
            Duration fifth = Duration.between(leaf.notBefore(), leaf.notAfter()).dividedBy(5);
            Duration threshold = fifth.compareTo(LATEST) < 0 ? fifth : LATEST;
            boolean valid = fact.tls().verdict().get().validity() == Validity.VALID;
            if (valid && left.compareTo(threshold) < 0) {
                one.add(
                        "cert.expiring",
                        fact,
                        "days",
                        Long.toString(left.toDays()),
                        "date",
                        BadCertificate.day(leaf.notAfter()));
            }
            List<String> weak = fact.tls().verdict().get().weak();
            if (!weak.isEmpty()) {
                one.add("cert.weak", fact, "weak", String.join(", ", weak));
            }
        });
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Reason;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.CertificateVerdict.Name;
import io.github.smtpprobe.tls.CertificateVerdict.Validity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/** The certificate that does not prove who the server is: dates, name and trust are different things with different remedies. */
final class BadCertificate implements AttemptCheck {
    @Override
    public void examine(Case one) {
        one.attempt().fact(Fact.TlsHandshake.class).ifPresent(fact -> {
            CertificateVerdict verdict = fact.tls().verdict().orElse(null);
            if (verdict == null || verdict.acceptable() || fact.tls().chain().isEmpty()) {
                return;
            }
            if (fact.outcome().succeeded()) {
                one.add("cert.ignored", fact, "detail", verdict.objections());
            } else if (Case.failed(fact, Reason.CERTIFICATE_REFUSED)) {
                refused(one, fact, verdict);
            }
        });
    }

    private static void refused(Case one, Fact.TlsHandshake fact, CertificateVerdict verdict) {
        Certificate leaf = fact.tls().chain().get(0);
        Certificate last = fact.tls().chain().get(fact.tls().chain().size() - 1);
        if (verdict.validity() == Validity.EXPIRED) {
            Instant end = fact.tls().chain().stream()
                    .map(Certificate::notAfter)
                    .min(Instant::compareTo)
                    .orElseThrow();
            long days = Duration.between(end, one.seen().started()).toDays();
            one.add("cert.expired", fact, "date", day(end), "days", Long.toString(days));
        } else if (verdict.validity() == Validity.NOT_YET_VALID) {
            Instant begin = fact.tls().chain().stream()
                    .map(Certificate::notBefore)
                    .max(Instant::compareTo)
                    .orElseThrow();
            one.add("cert.not-yet-valid", fact, "date", day(begin));
        }
        switch (verdict.trust()) {
            case SELF_SIGNED -> one.add("cert.self-signed", fact, "sha256", leaf.sha256());
            case INCOMPLETE_CHAIN -> one.add("cert.chain-incomplete", fact, "issuer", leaf.issuer());
            case UNKNOWN_AUTHORITY -> one.add("cert.untrusted", fact, "issuer", last.issuer());
            case REFUSED -> one.add("cert.refused", fact, "detail", verdict.detail());
            default -> {}
        }
        if (verdict.name() == Name.MISMATCH) {
            one.add("cert.wrong-name", fact, "identity", fact.tls().identity(), "names", names(leaf.names()));
        }
    }

    static String day(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static String names(List<String> names) {
        return names.isEmpty() ? "no name at all" : names.stream().limit(5).collect(Collectors.joining(", "));
    }
}

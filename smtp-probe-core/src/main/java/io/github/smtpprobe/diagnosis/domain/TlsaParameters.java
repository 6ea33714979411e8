/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.dane.TlsaRecord;
import io.github.smtpprobe.dane.Usability;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The TLSA records themselves: which of them SMTP clients can use at all (RFC 7672 §3.1). */
final class TlsaParameters implements DomainCheck {
    private static final int WHOLE = 0;
    private static final int SHA512 = 2;
    private static final int AUTHORITY = 2;

    /** More were reported to be too many for the servers that send from Exchange Online (dnssec-stats.ant.isi.edu, July 2024). */
    private static final int MANY = 12;

    @Override
    public void examine(DomainFindings to) {
        if (to.proven()) {
            to.hosts().stream()
                    .filter(host -> !host.records().isEmpty())
                    .forEach(host -> host(to, host, host.records()));
        }
    }

    private static void host(DomainFindings to, SurveyedExchanger host, List<TlsaRecord> records) {
        List<TlsaRecord> pkix = of(records, Usability.PKIX_USAGE::equals);
        List<TlsaRecord> length = of(records, Usability.BAD_LENGTH::equals);
        List<TlsaRecord> usable = of(records, Usability.USABLE::equals);
        List<TlsaRecord> others = of(
                records,
                each -> each != Usability.PKIX_USAGE && each != Usability.BAD_LENGTH && each != Usability.USABLE);
        if (pkix.size() == records.size()) {
            say(to, "tlsa.pkix-only", host, pkix).end();
        }
        if (!length.isEmpty()) {
            say(to, "tlsa.bad-length", host, length).end();
        }
        if (!others.isEmpty()) {
            say(to, "tlsa.unusable", host, others)
                    .with(
                            "detail",
                            others.stream()
                                    .map(each -> each.usability().label())
                                    .distinct()
                                    .limit(2)
                                    .collect(Collectors.joining(", ")))
                    .end();
        }
        boolean dead = TlsaShown.of(host).stream().anyMatch(TlsaShown::mismatches);
        if (!usable.isEmpty()
                && !dead
                && usable.stream().allMatch(each -> each.matching().orElse(0) == SHA512)) {
            say(to, "tlsa.sha512-only", host, usable).end();
        }
        if (!dead) {
            whole(to, host, usable);
        }
        if (records.size() > MANY) {
            say(to, "tlsa.many", host, records.subList(0, 1)).end();
        }
    }

    /**
     * Reports whole certificates in records (RFC 7671 §10.1.2). With matching type 0, the certificate of an authority need not
     * be sent, unlike with a digest (§5.2).
     */
    private static void whole(DomainFindings to, SurveyedExchanger host, List<TlsaRecord> usable) {
        List<TlsaRecord> whole = usable.stream()
                .filter(each -> each.matching().orElse(-1) == WHOLE)
                .toList();
        if (whole.isEmpty()) {
            return;
        }
        boolean every = whole.size() == usable.size();
        say(to, "tlsa.full", host, whole)
                .words("every", every ? "Every" : "")
                .words("those", every ? "those" : "")
                .words("parameters", TlsaShown.parameters(whole))
                .words("authority", whole.stream().anyMatch(each -> each.usage().orElse(-1) == AUTHORITY) ? "2" : "")
                .weighing(every ? Severity.WARNING : Severity.INFO)
                .end();
    }

    /** Whether none of the records can be used. */
    private static boolean none(SurveyedExchanger host) {
        return host.records().stream().noneMatch(each -> each.usability() == Usability.USABLE);
    }

    /** Whether Exim looks for records: it does not if the MX records are not signed, or the host is an alias. */
    private static boolean exim(DomainFindings to, SurveyedExchanger host) {
        return none(host) && !to.unsignedMx() && !host.alias();
    }

    private static List<TlsaRecord> of(List<TlsaRecord> records, Predicate<Usability> kind) {
        return records.stream().filter(each -> kind.test(each.usability())).toList();
    }

    private static Said say(DomainFindings to, String id, SurveyedExchanger host, List<TlsaRecord> which) {
        return to.say(id)
                .host(host.host())
                .with("place", to.tlsaOwner(host))
                .with("gnutls", exim(to, host) ? "GnuTLS" : "")
                .words("senders", none(host) ? to.foretold().ofHost(host.host(), Foretold.DANE) : "")
                .with("count", which.size())
                .with("all", host.records().size())
                .seen(which.stream().map(record -> "TLSA " + Seen.value(record.text())));
    }
}

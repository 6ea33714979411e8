/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.dane.TlsaRecord;
import io.github.smtpprobe.dane.Trait;
import io.github.smtpprobe.dane.Usability;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.tls.Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** TLSA records that match all certificates that were shown, and what is remarkable about them. */
final class TlsaMatches implements DomainCheck {
    @Override
    public void examine(DomainFindings to) {
        if (to.proven()) {
            to.hosts().stream().filter(host -> !host.records().isEmpty()).forEach(host -> host(to, host));
        }
    }

    private static void host(DomainFindings to, SurveyedExchanger host) {
        List<TlsaShown> shown = TlsaShown.of(host);
        List<TlsaShown> good = shown.stream().filter(TlsaShown::matches).toList();
        if (shown.stream().anyMatch(TlsaShown::mismatches)) {
            new TlsaMismatch(to, host, shown).say();
        } else if (!good.isEmpty()) {
            records(to, host, good);
            spare(to, host);
        }
        certificates(to, host, good);
    }

    private static void records(DomainFindings to, SurveyedExchanger host, List<TlsaShown> good) {
        Optional<TlsaShown> stale =
                good.stream().filter(each -> each.has(Trait.STALE_PARAMETERS)).findFirst();
        stale.ifPresent(each -> to.say("tlsa.stale-parameters")
                .host(host.host())
                .with("parameters", TlsaShown.parameters(each.verdict().stale()))
                .seen(each.verdict().stale().stream().map(record -> "matches nothing: " + Seen.value(record.text())))
                .end());
        Set<TlsaRecord> matched = new HashSet<>();
        for (TlsaShown each : good) {
            each.verdict().records().stream()
                    .filter(record -> record.wouldAuthenticate())
                    .forEach(record -> matched.add(record.record()));
        }
        List<TlsaRecord> all = host.records();
        List<TlsaRecord> extra = all.stream()
                .filter(each -> each.usability() == Usability.USABLE && !matched.contains(each))
                .toList();
        if (!extra.isEmpty() && stale.isEmpty()) {
            to.say("tlsa.extra")
                    .host(host.host())
                    .with("count", extra.size())
                    .with("all", all.size())
                    .seen(extra.stream().map(record -> "matches nothing: " + Seen.value(record.text())))
                    .end();
        }
    }

    private static void spare(DomainFindings to, SurveyedExchanger host) {
        List<TlsaRecord> usable = host.records().stream()
                .filter(each -> each.usability() == Usability.USABLE)
                .toList();
        if (usable.size() == 1 && usable.get(0).usage().orElse(0) == 3) {
            to.say("tlsa.no-spare")
                    .host(host.host())
                    .with("parameters", usable.get(0).parameters())
                    .with("issuer", new TlsaIssuer(to, host).named())
                    .with("base", host.base().orElse(host.host()))
                    .seen("TLSA " + Seen.value(usable.get(0).text()))
                    .end();
        }
    }

    private static void certificates(DomainFindings to, SurveyedExchanger host, List<TlsaShown> good) {
        first(good, Trait.EE_EXPIRED)
                .ifPresent(each ->
                        dates(said(to, "tlsa.ee-expired", host, each), each).end());
        first(good, Trait.EE_PRIVATE)
                .ifPresent(each -> said(to, "tlsa.ee-private", host, each).end());
        first(good, Trait.ONLY_DOMAIN_NAME)
                .ifPresent(each -> said(to, "tlsa.ta-domain-name", host, each)
                        .with("base", host.base().orElse(host.host()))
                        .with(
                                "unsigned",
                                Optional.of(to.facts().survey().domain())
                                        .filter(name -> to.facts().mx().security() == Security.INSECURE))
                        .end());
        first(good, Trait.RENEWAL_TRAP)
                .ifPresent(each -> dates(said(to, "tlsa.renewal-trap", host, each), each)
                        .with(
                                "parameters",
                                TlsaShown.parameters(each.verdict().authenticating().stream()
                                        .map(record -> record.record())
                                        .toList()))
                        .end());
    }

    private static Optional<TlsaShown> first(List<TlsaShown> good, Trait trait) {
        return good.stream().filter(each -> each.has(trait)).findFirst();
    }

    private static Said said(DomainFindings to, String id, SurveyedExchanger host, TlsaShown shown) {
        return to.say(id).host(host.host()).dane().seen(shown.line());
    }

    private static Said dates(Said said, TlsaShown shown) {
        Optional<Certificate> leaf = Seen.leaf(shown.handshake());
        return said.with("from", leaf.map(Certificate::notBefore).map(Seen::time))
                .with("until", leaf.map(Certificate::notAfter).map(Seen::time));
    }
}

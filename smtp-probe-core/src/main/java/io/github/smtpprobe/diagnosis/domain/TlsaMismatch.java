/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.dane.DaneVerdict;
import io.github.smtpprobe.dane.Objection;
import io.github.smtpprobe.dane.RecordVerdict;
import io.github.smtpprobe.dane.TlsaRecord;
import io.github.smtpprobe.dane.Trait;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.survey.EarlierSurvey;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.tls.Certificate;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A host with certificates that its TLSA records do not match: all of them, or only those at some addresses or with some kinds
 * of keys.
 */
final class TlsaMismatch {
    /** Faults of a certificate that does match otherwise, and the finding for each. */
    private static final Map<Objection, String> NEARLY =
            Map.of(Objection.OUT_OF_DATE, "tlsa.ta-expired", Objection.NAME, "tlsa.ta-name");

    /** SHA-256 of nothing, which a script produces if its input is empty. */
    private static final String NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static final String STALE = "tlsa.stale-parameters";
    private static final String ISSUER = "tlsa.ta-issuer-changed";

    private final DomainFindings to;
    private final SurveyedExchanger host;
    private final List<TlsaShown> shown;
    private final List<TlsaShown> bad;

    TlsaMismatch(DomainFindings to, SurveyedExchanger host, List<TlsaShown> shown) {
        this.to = to;
        this.host = host;
        this.shown = shown;
        this.bad = shown.stream().filter(TlsaShown::mismatches).toList();
    }

    void say() {
        Set<SurveyedAddress> nameless = matched(TlsaShown.withoutName(host));
        nameless.removeAll(matched(shown)); // there, the kind of key makes the difference
        if (bad.stream().map(TlsaShown::address).allMatch(nameless::contains)) {
            said("tlsa.mismatch-sni", bad)
                    .seen(TlsaShown.withoutName(host).stream().map(TlsaShown::line))
                    .end();
        } else if (shown.stream().noneMatch(TlsaShown::matches)) {
            everywhere(bad.get(0).verdict());
        } else {
            somewhere();
        }
    }

    private static Set<SurveyedAddress> matched(List<TlsaShown> some) {
        return some.stream()
                .filter(TlsaShown::matches)
                .map(TlsaShown::address)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private Said said(String id, List<TlsaShown> which) {
        Said said = to.say(id)
                .host(host.host())
                .with("base", host.base().orElse(host.host()))
                .with("place", to.tlsaOwner(host))
                .with("ttl", host.tlsa().flatMap(DnsAnswer::ttl).map(Seen::span))
                .dane()
                .seen(which.stream().map(TlsaShown::line))
                .seen(host.records().stream().map(record -> "TLSA " + Seen.value(record.text())));
        return to.unsignedMx() ? said.weighing(Severity.WARNING) : said;
    }

    private void everywhere(DaneVerdict verdict) {
        Optional<RecordVerdict> nearly = considered(verdict)
                .filter(each -> each.objection().filter(NEARLY::containsKey).isPresent())
                .findFirst();
        if (nearly.isPresent()) {
            nearly(nearly.get());
            return;
        }
        boolean unsent = considered(verdict)
                .allMatch(each ->
                        each.objection().filter(Objection.TA_NOT_SENT::equals).isPresent());
        if (unsent && overTime(verdict)) {
            return;
        }
        if (unsent) {
            Said said = said("tlsa.ta-not-sent", bad).with("parameters", parameters(considered(verdict)));
            leafAlone(said);
            said.end();
            return;
        }
        if (verdict.has(Trait.STALE_PARAMETERS)) {
            said(STALE, bad)
                    .with("parameters", TlsaShown.parameters(verdict.stale()))
                    .with("passed", passedOver(verdict))
                    .weighing(to.unsignedMx() ? Severity.WARNING : Severity.ERROR)
                    .end();
        }
        said("tlsa.mismatch", bad)
                .words("detail", hollow(verdict) ? "a record has the digest of nothing" : objections(verdict))
                .words("former", hollow(verdict) ? "" : former(verdict))
                .after(to.said(host.host(), STALE) ? STALE : "")
                .end();
    }

    /** Words for what was replaced, if the records were right earlier. */
    private static String former(DaneVerdict verdict) {
        return considered(verdict).allMatch(each -> each.record().selector().orElse(-1) == 0) ? "certificate" : "key";
    }

    /** Whether a record was made from an empty input, so that it has never matched. */
    private static boolean hollow(DaneVerdict verdict) {
        return considered(verdict).anyMatch(each -> each.record().text().endsWith(NOTHING));
    }

    /** If the server sends only its own certificate, adds that the issuer's is missing. */
    private void leafAlone(Said said) {
        List<Certificate> chain = bad.get(0).handshake().chain();
        boolean alone = bad.stream().allMatch(each -> each.handshake().chain().size() == 1);
        if (alone && !chain.get(0).selfIssued()) {
            said.words("alone", "its own").with("issuer", chain.get(0).issuer());
        }
    }

    /**
     * Whether an earlier survey saw a record of an issuer match that is still there, while another issuer has replaced it
     * since.
     */
    private boolean overTime(DaneVerdict verdict) {
        Optional<EarlierSurvey> earlier = to.facts().survey().earlier();
        List<String> then = earlier.map(each -> each.matched(host.base().orElse(host.host())))
                .orElse(List.of());
        List<RecordVerdict> left = considered(verdict)
                .filter(each -> then.contains(each.record().text()))
                .toList();
        if (left.isEmpty()
                || bad.stream().anyMatch(each -> each.handshake().chain().size() < 2)) {
            return false;
        }
        said(ISSUER, bad)
                .with("since", earlier.map(EarlierSurvey::started).map(Seen::time))
                .with("parameters", parameters(left.stream()))
                .with(
                        "addresses",
                        Seen.addresses(
                                bad.stream().map(TlsaShown::address).distinct().toList()))
                .end();
        return true;
    }

    private static Stream<RecordVerdict> considered(DaneVerdict verdict) {
        return verdict.records().stream().filter(RecordVerdict::considered);
    }

    private static String parameters(Stream<RecordVerdict> verdicts) {
        return TlsaShown.parameters(verdicts.map(RecordVerdict::record).toList());
    }

    private static String passedOver(DaneVerdict verdict) {
        return parameters(verdict.records().stream().filter(each -> each.wouldAuthenticate() && !each.considered()));
    }

    /** The objections to the records, unless they are only that the records are for another certificate; with the records they are about. */
    private static String objections(DaneVerdict verdict) {
        return considered(verdict)
                .flatMap(each -> each.objection().stream())
                .filter(each -> each != Objection.NO_MATCH)
                .distinct()
                .limit(2)
                .map(each -> each.label() + about(verdict, each))
                .collect(Collectors.joining(", "));
    }

    /** The parameters of the records with an objection, unless all have it. */
    private static String about(DaneVerdict verdict, Objection objection) {
        List<RecordVerdict> those = considered(verdict)
                .filter(each -> each.objection().filter(objection::equals).isPresent())
                .toList();
        return those.size() == considered(verdict).count() ? "" : " (" + parameters(those.stream()) + ")";
    }

    private void nearly(RecordVerdict nearly) {
        Said said = said(Objects.requireNonNull(NEARLY.get(nearly.objection().orElseThrow())), bad)
                .with("parameters", nearly.record().parameters())
                .with("now", Seen.time(to.facts().started()))
                .with(
                        "names",
                        Seen.leaf(bad.get(0).handshake())
                                .map(Certificate::names)
                                .map(Seen::named));
        List<Certificate> chain = bad.get(0).handshake().chain();
        nearly.faulty().ifPresent(place -> {
            if (place < chain.size()) {
                said.seen("certificate " + place + " of the chain, "
                        + chain.get(place).subject() + ", is valid from "
                        + Seen.time(chain.get(place).notBefore()) + " until "
                        + Seen.time(chain.get(place).notAfter()));
            }
        });
        said.end();
    }

    private void somewhere() {
        Set<SurveyedAddress> right = matched(shown);
        List<TlsaShown> otherKeys =
                bad.stream().filter(each -> right.contains(each.address())).toList();
        List<TlsaShown> elsewhere =
                bad.stream().filter(each -> !right.contains(each.address())).toList();
        issuer();
        if (!otherKeys.isEmpty()) {
            said("tlsa.mismatch-algorithm", otherKeys)
                    .with(
                            "what",
                            Seen.named(otherKeys.stream()
                                    .flatMap(each -> Seen.leaf(each.handshake()).stream())
                                    .map(leaf -> leaf.keyAlgorithm().equals("EC") ? "ECDSA" : leaf.keyAlgorithm())
                                    .collect(Collectors.toCollection(LinkedHashSet::new))))
                    .after(to.said(host.host(), ISSUER) ? ISSUER : "")
                    .end();
        }
        if (!elsewhere.isEmpty()) {
            List<SurveyedAddress> addresses =
                    elsewhere.stream().map(TlsaShown::address).distinct().toList();
            said("tlsa.mismatch-address", elsewhere)
                    .with("count", addresses.size())
                    .with(
                            "all",
                            shown.stream().map(TlsaShown::address).distinct().count())
                    .with("addresses", Seen.addresses(addresses))
                    .after(to.said(host.host(), ISSUER) ? ISSUER : "")
                    .end();
        }
    }

    /**
     * Reports a record of an issuer that is missing from one chain, but contained in another, which has an intermediate
     * certificate, too.
     */
    private void issuer() {
        Set<TlsaRecord> held = new HashSet<>();
        shown.forEach(each -> each.verdict().authenticating().stream()
                .map(RecordVerdict::record)
                .filter(record -> record.usage().orElse(0) == 2)
                .forEach(held::add));
        List<TlsaShown> others = bad.stream()
                .filter(each -> each.handshake().chain().size() > 1)
                .filter(each -> considered(each.verdict()).anyMatch(record -> unsent(record, held)))
                .toList();
        if (!others.isEmpty()) {
            said(ISSUER, others)
                    .with("parameters", TlsaShown.parameters(held))
                    .with(
                            "addresses",
                            Seen.addresses(others.stream()
                                    .map(TlsaShown::address)
                                    .distinct()
                                    .toList()))
                    .end();
        }
    }

    private static boolean unsent(RecordVerdict record, Set<TlsaRecord> held) {
        return held.contains(record.record())
                && record.objection().filter(Objection.TA_NOT_SENT::equals).isPresent();
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.advice;

import static java.util.Comparator.comparing;

import io.github.smtpprobe.diagnosis.domain.DomainView;
import io.github.smtpprobe.diagnosis.domain.OverdueSignatures;
import io.github.smtpprobe.diagnosis.domain.Seen;
import io.github.smtpprobe.diagnosis.domain.ZoneAnswers;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.mtasts.PolicyMode;
import io.github.smtpprobe.mtasts.StsPolicy;
import io.github.smtpprobe.mtasts.StsRecord;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.survey.DomainFacts;
import io.github.smtpprobe.survey.EarlierSurvey;
import io.github.smtpprobe.survey.MtaStsFacts;
import io.github.smtpprobe.survey.UpcomingChange;
import io.github.smtpprobe.survey.UpcomingChange.Kind;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.TlsInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Upcoming changes: the next certificate, key, issuer, signature or policy, and what the change would break. Thread-safe. */
public final class Renewals {
    private static final int MOST_ZONES = 20;

    private final DomainView seen;
    private final List<UpcomingChange> found = new ArrayList<>();

    private Renewals(DomainFacts facts) {
        this.seen = new DomainView(facts);
    }

    /**
     * Predicts the changes.
     *
     * @param facts any facts
     * @return the changes, the soonest first, those at an unknown time last; at most a hundred
     */
    public static List<UpcomingChange> of(DomainFacts facts) {
        Renewals renewals = new Renewals(facts);
        Optional<StsPolicy> enforced = renewals.seen.policy().filter(policy -> policy.mode() == PolicyMode.ENFORCE);
        renewals.seen
                .hosts()
                .forEach(host -> renewals.found.addAll(new HostRenewals(renewals.seen, host, enforced).all()));
        renewals.signatures();
        renewals.policyHost();
        renewals.policy();
        renewals.anchors();
        renewals.found.sort(comparing((UpcomingChange each) -> each.when().orElse(Instant.MAX)));
        return List.copyOf(renewals.found);
    }

    private void signatures() {
        Map<String, Instant> ends = new LinkedHashMap<>();
        if (seen.facts().nullMx() || seen.facts().mx().result() == DnsResult.NO_NAME) {
            return; // no mail depends on them
        }
        Set<String> overdue =
                OverdueSignatures.zones(seen).stream().map(Seen::value).collect(Collectors.toSet());
        Set<String> mail = ZoneAnswers.mail(seen).stream()
                .map(ZoneAnswers::zone)
                .map(Seen::value)
                .collect(Collectors.toSet());
        for (DnsAnswer each : ZoneAnswers.answers(seen)) {
            if (each.security() == Security.SECURE) {
                each.signedUntil()
                        .filter(end -> end.isAfter(seen.facts().started()))
                        .ifPresent(end -> ends.merge(
                                Seen.value(ZoneAnswers.zone(each)),
                                end,
                                (one, other) -> one.isBefore(other) ? one : other));
            }
        }
        ends.entrySet().stream()
                .limit(MOST_ZONES)
                .forEach(zone -> found.add(UpcomingChange.of(
                        Kind.SIGNATURE,
                        zone.getKey(),
                        Optional.of(zone.getValue()),
                        mail.contains(zone.getKey()) && overdue.contains(zone.getKey()),
                        "Signatures that answers of the zone " + zone.getKey() + " rest on end at "
                                + Seen.time(zone.getValue())
                                + ". A signer renews them before; where it does not, senders behind validating"
                                + (mail.contains(zone.getKey())
                                        ? " resolvers keep the mail."
                                        : " resolvers see no MTA-STS policy or wish for reports."))));
    }

    /** Adds the policy host. Without it, the domain has no policy for senders that have not cached one. */
    private void policyHost() {
        if (seen.policy().isEmpty()) {
            return;
        }
        Optional<PolicyFetch> fetch = seen.facts().mtaSts().flatMap(MtaStsFacts::fetch);
        fetch.flatMap(PolicyFetch::tls).map(TlsInfo::chain).orElse(List.of()).stream()
                .findFirst()
                .map(Certificate::notAfter)
                .filter(end -> end.isAfter(seen.facts().started()))
                .ifPresent(end -> found.add(UpcomingChange.of(
                        Kind.CERTIFICATE,
                        "mta-sts." + seen.domain(),
                        Optional.of(end),
                        false,
                        "The certificate of the policy host mta-sts." + seen.domain() + " is valid until "
                                + Seen.time(end)
                                + ". Unless it is renewed by then, senders get no policy, and those that have kept none"
                                + " do without.")));
    }

    private void policy() {
        Optional<EarlierSurvey> earlier = seen.facts().survey().earlier();
        Optional<String> id = seen.facts().mtaSts().flatMap(MtaStsFacts::record).flatMap(StsRecord::id);
        earlier.filter(then -> then.policyId().isPresent() && !then.policyId().equals(id))
                .ifPresent(then -> then.maxAge()
                        .filter(age ->
                                then.started().plus(age).isAfter(seen.facts().started()))
                        .map(age -> seen.facts().started().plus(age))
                        .ifPresent(end -> found.add(UpcomingChange.of(
                                Kind.POLICY,
                                seen.domain(),
                                Optional.of(end),
                                false,
                                "Senders that fetched the policy which the survey of " + Seen.time(then.started())
                                        + " saw may keep it until " + Seen.time(end)
                                        + " at the latest, where they have not seen another id before."))));
    }

    private void anchors() {
        seen.facts()
                .rootValidation()
                .filter(rootValidation -> !rootValidation.missingKeys().isEmpty())
                .ifPresent(rootValidation -> found.add(UpcomingChange.of(
                        Kind.KEY,
                        ZoneAnswers.ROOT,
                        Optional.empty(),
                        false,
                        "The root zone has keys that no trust anchor of this survey names ("
                                + Seen.named(rootValidation.missingKeys().stream()
                                        .map(Object::toString)
                                        .toList())
                                + "). Once it is signed by them alone, nothing can be proven here without new"
                                + " anchors.")));
    }
}

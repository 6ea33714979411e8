/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers that do not validate, by zone and reason. */
final class ZoneProofs implements DomainCheck {
    private static final String DENIAL = "dns.denial-broken";

    @Override
    public void examine(DomainFindings to) {
        if (!to.proven()) {
            return;
        }
        List<List<DnsAnswer>> policies = List.copyOf(bogus(ZoneAnswers.policies(to)));
        bogus(ZoneAnswers.mail(to)).forEach(all -> {
            List<DnsAnswer> same =
                    new ArrayList<>(all); // the same fault of a zone is reported once, with everything that it affects
            policies.stream()
                    .filter(each -> key(each.get(0)).equals(key(all.get(0))))
                    .forEach(same::addAll);
            say(to, same)
                    .weighing(Severity.ERROR)
                    .words("unseen", same.size() == all.size() ? ofHosts(to, all) : "")
                    .end();
        });
        policies.forEach(all -> say(to, all)
                .weighing(Severity.WARNING)
                .words("unseen", unseen(all))
                .end());
        to.hosts().forEach(host -> denial(to, host));
    }

    private static Collection<List<DnsAnswer>> bogus(List<DnsAnswer> answers) {
        Map<String, List<DnsAnswer>> bogus = new LinkedHashMap<>();
        for (DnsAnswer each : answers) {
            if (each.security() == Security.BOGUS && !id(each).equals(DENIAL)) {
                bogus.computeIfAbsent(key(each), key -> new ArrayList<>()).add(each);
            }
        }
        return bogus.values();
    }

    private static String key(DnsAnswer answer) {
        return id(answer) + " " + ZoneAnswers.zone(answer);
    }

    /** What happens to answers about policies that resolvers refuse, without a full stop. */
    static String unseen(List<DnsAnswer> all) {
        List<String> what = new ArrayList<>();
        if (all.stream().anyMatch(each -> !reports(each))) {
            what.add("no MTA-STS policy, and go by one that they have kept");
        }
        if (all.stream().anyMatch(ZoneProofs::reports)) {
            what.add("no wish for reports");
        }
        return "the resolvers that validate answer SERVFAIL for "
                + Seen.named(all.stream()
                        .map(each -> each.question().name())
                        .distinct()
                        .toList())
                + ", so that senders behind them see " + String.join(", and ", what);
    }

    /**
     * What happens if only answers about exchangers fail, so that the domain itself can be looked up; empty if others fail,
     * too. Without a full stop.
     */
    private static String ofHosts(DomainFindings to, List<DnsAnswer> all) {
        List<String> names =
                all.stream().map(each -> each.question().name()).distinct().toList();
        return names.contains(to.facts().mx().question().name())
                ? ""
                : "Validating resolvers answer SERVFAIL for " + Seen.named(names)
                        + ", so senders that need this answer "
                        + (to.hosts().size() > 1 ? "use another exchanger, or " : "") + "keep the mail";
    }

    private static boolean reports(DnsAnswer answer) {
        return answer.question().name().startsWith("_smtp._tls.");
    }

    /** The id of the finding for an answer that does not validate. */
    static String id(DnsAnswer answer) {
        return answer.trouble()
                .map(why -> switch (why) {
                    case EXPIRED -> "dns.expired";
                    case NOT_YET -> "dns.not-yet";
                    case NO_KEY -> "dns.ds-orphan";
                    case ALGORITHM -> "dns.algorithm";
                    case NSEC3_ITERATIONS -> "dns.nsec3-iterations";
                    case DENIAL -> answer.question().type().equals(RecordType.TLSA) ? DENIAL : "dns.bogus";
                    default -> "dns.bogus";
                })
                .orElse("dns.bogus");
    }

    private static Said say(DomainFindings to, List<DnsAnswer> all) {
        DnsAnswer first = all.get(0);
        String id = id(first);
        Said said = to.say(id)
                .about(ZoneAnswers.zone(first))
                .with("zone", ZoneAnswers.zone(first))
                .seen(all.stream().map(Seen::answer));
        Optional<Instant> until =
                all.stream().flatMap(each -> each.signedUntil().stream()).min(Instant::compareTo);
        Optional<Instant> from =
                all.stream().flatMap(each -> each.signedFrom().stream()).max(Instant::compareTo);
        switch (id) {
            case "dns.bogus" -> said.with("name", ZoneAnswers.zone(first)).words("trouble", Seen.trouble(first));
            case "dns.expired" -> said.with("until", until.map(Seen::time));
            case "dns.not-yet" -> said.with("from", from.map(Seen::time));
            case "dns.algorithm" -> said.with("detail", Seen.trouble(first));
            case "dns.nsec3-iterations" ->
                said.with(
                        "count",
                        all.stream()
                                .flatMapToInt(each -> each.nsec3Iterations().stream())
                                .mapToObj(Integer::toString)
                                .findFirst()
                                .orElse("more than validators take"));
            default -> {}
        }
        return said;
    }

    /** Reports a denial that does not validate: it is as bad as no answer, although there is nothing to be learned. */
    private static void denial(DomainFindings to, SurveyedExchanger host) {
        host.tlsa()
                .filter(answer -> answer.security() == Security.BOGUS && Seen.has(answer, Trouble.DENIAL))
                .ifPresent(answer -> to.say(DENIAL)
                        .host(host.host())
                        .with("place", answer.question().name())
                        .dane()
                        .seen(Seen.answer(answer))
                        .end());
    }
}

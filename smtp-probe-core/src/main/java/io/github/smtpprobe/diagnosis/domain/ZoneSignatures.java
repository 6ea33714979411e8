/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.records.ZoneSigning;
import io.github.smtpprobe.survey.Earlier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How zones are signed, where that holds today: algorithms, hashed names, and signatures that come to their end. */
final class ZoneSignatures implements DomainCheck {
    private static final Duration SOON = Duration.ofDays(2);

    /** RFC 8624 §3.1: RSA with MD5 or SHA-1, and DSA. */
    private static final Set<Integer> OLD_ALGORITHMS = Set.of(1, 3, 5, 6, 7, 12);

    private static final int SHA1_DIGEST = 1;

    @Override
    public void examine(DomainFindings to) {
        if (!to.proven()) {
            return;
        }
        for (DnsAnswer each : ZoneProofs.answers(to)) {
            if (each.security().learned()) {
                unsupported(to, each);
                zones(each).forEach(zone -> {
                    algorithm(to, each, zone);
                    iterations(to, each, zone);
                });
            }
            if (each.security() == Security.SECURE) {
                to.facts().survey().earlier().ifPresent(earlier -> ending(to, each, earlier));
            }
        }
    }

    /** The zones that an answer rests on; one for all of them where a resolver does not tell them apart. */
    private static List<ZoneSigning> zones(DnsAnswer answer) {
        return answer.zones().isEmpty()
                ? List.of(new ZoneSigning(
                        answer.zone().orElse(answer.question().name()),
                        answer.signedUntil(),
                        answer.algorithms(),
                        answer.digests(),
                        answer.nsec3Iterations()))
                : answer.zones();
    }

    private static String name(ZoneSigning zone) {
        return zone.zone().isEmpty() ? OwnFooting.SUBJECT : zone.zone();
    }

    private static void unsupported(DomainFindings to, DnsAnswer answer) {
        if (Seen.has(answer, Trouble.ALGORITHM)) {
            algorithm(to, answer, ZoneProofs.zone(answer), Seen.trouble(answer));
        }
    }

    private static void algorithm(DomainFindings to, DnsAnswer answer, ZoneSigning zone) {
        Set<Integer> old = new TreeSet<>(zone.algorithms());
        old.retainAll(OLD_ALGORITHMS);
        if (!old.isEmpty()) {
            String all = old.stream().map(Object::toString).collect(Collectors.joining(", "));
            algorithm(to, answer, name(zone), "algorithm " + all);
        } else if (zone.digests().equals(List.of(SHA1_DIGEST))) {
            algorithm(to, answer, name(zone), "a DS record with SHA-1 alone");
        }
    }

    private static void algorithm(DomainFindings to, DnsAnswer answer, String zone, String words) {
        to.say("dns.algorithm")
                .about(zone)
                .with("zone", zone)
                .with("detail", words)
                .seen(Seen.answer(answer))
                .end();
    }

    private static void iterations(DomainFindings to, DnsAnswer answer, ZoneSigning zone) {
        int count = zone.nsec3Iterations().orElse(0);
        if (count > 0) {
            to.say("dns.nsec3-iterations")
                    .about(name(zone))
                    .with("zone", name(zone))
                    .with("count", count)
                    .seen(Seen.answer(answer))
                    .end();
        }
    }

    /** Signatures of a few days are the custom of some signers; only those that were not renewed since are a sign of trouble. */
    private static void ending(DomainFindings to, DnsAnswer answer, Earlier earlier) {
        Instant started = to.facts().started();
        Optional<Instant> until = answer.signedUntil();
        boolean soon = until.filter(end ->
                        end.isAfter(started) && Duration.between(started, end).compareTo(SOON) < 0)
                .isPresent();
        Optional<Instant> then = earlier.signedUntil(
                answer.question().name(), answer.question().type().name());
        if (soon && then.equals(until) && earlier.started().isBefore(started)) {
            zones(answer).stream()
                    .filter(zone -> zone.signedUntil().equals(until))
                    .forEach(zone -> to.say("dns.expiring")
                            .about(name(zone))
                            .with("zone", name(zone))
                            .with("until", until.map(Seen::time))
                            .with("since", Seen.time(earlier.started()))
                            .seen(Seen.answer(answer))
                            .end());
        }
    }
}

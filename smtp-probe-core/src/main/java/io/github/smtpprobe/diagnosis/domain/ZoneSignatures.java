/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.records.ZoneSigning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How zones with valid signatures are signed: algorithms, hashed names, and signatures that expire soon. */
final class ZoneSignatures implements DomainCheck {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int TENTH = 10;

    /** The old algorithms: RSA with MD5 or SHA-1, and DSA (RFC 8624 §3.1). */
    private static final Set<Integer> OLD_ALGORITHMS = Set.of(1, 3, 5, 6, 7, 12);

    private static final int SHA1_DIGEST = 1;

    @Override
    public void examine(DomainFindings to) {
        if (!to.proven()) {
            return;
        }
        for (DnsAnswer each : ZoneAnswers.answers(to)) {
            if (each.security().learned()) {
                algorithm(to, each);
                iterations(to, each);
            }
        }
        to.facts()
                .survey()
                .earlier()
                .map(earlier -> new OverdueSignatures(to, earlier))
                .ifPresent(overdue -> {
                    ZoneAnswers.mail(to).forEach(each -> ending(to, each, overdue, ""));
                    ZoneAnswers.policies(to)
                            .forEach(each -> ending(to, each, overdue, ZoneProofs.unseen(List.of(each))));
                });
        ZoneAnswers.mail(to).forEach(each -> late(to, each, ""));
        ZoneAnswers.policies(to).forEach(each -> late(to, each, ZoneProofs.unseen(List.of(each))));
    }

    private static void algorithm(DomainFindings to, DnsAnswer answer) {
        if (Seen.has(answer, Trouble.ALGORITHM)) {
            algorithm(to, answer, ZoneAnswers.zone(answer), Seen.trouble(answer), "");
        }
        for (ZoneSigning each : answer.zones()) {
            Set<Integer> old = new TreeSet<>(each.algorithms());
            old.retainAll(OLD_ALGORITHMS);
            if (!old.isEmpty()) {
                String numbers = old.stream().map(Object::toString).collect(Collectors.joining(", "));
                algorithm(to, answer, ZoneAnswers.zone(each), "algorithm " + numbers, "");
            } else if (each.digests().equals(List.of(SHA1_DIGEST))) {
                algorithm(to, answer, ZoneAnswers.zone(each), "a DS record with SHA-1 alone", "SHA-256");
            }
        }
    }

    private static void algorithm(DomainFindings to, DnsAnswer answer, String zone, String words, String digest) {
        to.say("dns.algorithm")
                .about(zone)
                .with("zone", zone)
                .with("detail", words)
                .with("sha256", digest)
                .seen(Seen.answer(answer))
                .end();
    }

    private static void iterations(DomainFindings to, DnsAnswer answer) {
        for (ZoneSigning each : answer.zones()) {
            int count = each.nsec3Iterations().orElse(0);
            if (count > 0) {
                to.say("dns.nsec3-iterations")
                        .about(ZoneAnswers.zone(each))
                        .with("zone", ZoneAnswers.zone(each))
                        .with("count", count)
                        .seen(Seen.answer(answer))
                        .end();
            }
        }
    }

    private static void ending(DomainFindings to, DnsAnswer answer, OverdueSignatures overdue, String unseen) {
        overdue.zone(answer)
                .ifPresent(zone -> to.say("dns.expiring")
                        .about(zone)
                        .with("zone", zone)
                        .with("until", answer.signedUntil().map(Seen::time))
                        .words("unseen", unseen)
                        .with("since", Seen.time(overdue.since()))
                        .seen(Seen.answer(answer))
                        .end());
    }

    /**
     * Reports signatures with a validity of a week or more that are about to expire: signers should renew them while there are
     * days left (RFC 6781 §4.4.2). With a shorter validity, little is left normally.
     */
    private static void late(DomainFindings to, DnsAnswer answer, String unseen) {
        Optional<ZoneSigning> ends = ZoneAnswers.endsFirst(answer);
        Optional<Instant> from = ends.flatMap(ZoneSigning::signedFrom);
        if (answer.security() != Security.SECURE || from.isEmpty()) {
            return;
        }
        Instant until = answer.signedUntil().orElseThrow();
        Duration left = Duration.between(to.facts().started(), until);
        Duration lifetime = Duration.between(from.get(), until);
        boolean late = lifetime.compareTo(WEEK) >= 0 && left.multipliedBy(TENTH).compareTo(lifetime) < 0;
        if (!left.isNegative() && left.compareTo(DAY) < 0 && late) {
            String zone = ZoneAnswers.zone(ends.get());
            to.say("dns.expiring")
                    .about(zone)
                    .with("zone", zone)
                    .with("until", Seen.time(until))
                    .with("from", Seen.time(from.get()))
                    .words("unseen", unseen)
                    .seen(Seen.answer(answer))
                    .end();
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.ZoneSigning;
import io.github.smtpprobe.survey.EarlierSurvey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Signatures that expire soon and have not been renewed since an earlier survey. Some signers always sign for only a few days; a
 * short life is a sign of trouble only if the signatures should have been renewed by now.
 */
public final class OverdueSignatures {
    private static final Duration SOON = Duration.ofDays(2);
    private static final int HALVES = 2;

    private final EarlierSurvey earlier;
    private final Instant now;

    OverdueSignatures(DomainView of, EarlierSurvey earlier) {
        this.earlier = earlier;
        this.now = of.facts().started();
    }

    /**
     * The zones with such signatures.
     *
     * @param of the prepared facts
     * @return their names; empty without an earlier survey, or if nothing could be proven
     */
    public static Set<String> zones(DomainView of) {
        Optional<OverdueSignatures> overdue =
                of.facts().survey().earlier().filter(then -> of.proven()).map(then -> new OverdueSignatures(of, then));
        List<DnsAnswer> answers = overdue.isPresent() ? ZoneAnswers.answers(of) : List.of();
        return answers.stream()
                .flatMap(each -> overdue.flatMap(all -> all.zone(each)).stream())
                .collect(Collectors.toSet());
    }

    /** When they were first seen. */
    Instant since() {
        return earlier.started();
    }

    /** The zone of an answer whose signatures are overdue. */
    Optional<String> zone(DnsAnswer answer) {
        Optional<Instant> then = earlier.signedUntil(
                answer.question().name(), answer.question().type().name());
        return answer.signedUntil()
                .filter(until -> answer.security() == Security.SECURE)
                .filter(until -> then.filter(until::equals).isPresent())
                .filter(until -> soon(until) && overdue(answer, until))
                .map(until ->
                        ZoneAnswers.endsFirst(answer).map(ZoneAnswers::zone).orElseGet(() -> ZoneAnswers.zone(answer)));
    }

    private boolean soon(Instant until) {
        return until.isAfter(now) && Duration.between(now, until).compareTo(SOON) < 0;
    }

    /**
     * Whether a signature should have been renewed: the answer that the earlier survey saw has expired in all caches, and half
     * of the signature's lifetime is over.
     */
    private boolean overdue(DnsAnswer answer, Instant until) {
        Duration between = Duration.between(since(), now);
        Instant from =
                ZoneAnswers.endsFirst(answer).flatMap(ZoneSigning::signedFrom).orElse(since());
        Duration left = Duration.between(now, until);
        return !between.isNegative()
                && !between.isZero()
                && between.compareTo(answer.ttl().orElse(Duration.ZERO)) >= 0
                && left.multipliedBy(HALVES).compareTo(Duration.between(from, until)) <= 0;
    }
}

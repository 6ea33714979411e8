/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.survey.DomainReport;
import java.util.List;

/** Whether a server says that it is asked too much: 421 (RFC 5321 §3.8), 4.7.x (RFC 3463 §3.8), or in words that the catalogue knows. */
final class RateLimits {
    private static final int CLOSING = 421;
    private static final int TEMPORARY = 4;
    private static final int SECURITY_OR_POLICY = 7;
    private static final String MEANING = "server.rate-limited";

    private RateLimits() {}

    static boolean in(List<Attempt> attempts) {
        return attempts.stream().anyMatch(attempt -> attempt.facts().stream().anyMatch(RateLimits::in));
    }

    private static boolean in(Fact fact) {
        return fact.outcome() instanceof Outcome.Rejected rejected && in(fact, rejected.reason());
    }

    private static boolean in(Fact fact, Reply reply) {
        boolean policy = reply.enhanced()
                .filter(code -> code.status() == TEMPORARY && code.subject() == SECURITY_OR_POLICY)
                .isPresent();
        return reply.code().value() == CLOSING
                || policy
                || ReplyCatalogue.standard().explain(fact.stage(), reply).id().equals(MEANING);
    }

    /** How far a target came that has a report. */
    static BatchResult.State state(Engine.Ended ended) {
        return ended.surveyed()
                .map(RateLimits::state)
                .orElseGet(() -> state(ended.probed().orElseThrow()));
    }

    /** A survey was not tested where servers had something to say, and said no more than that it is too much, or had no turn. */
    private static BatchResult.State state(DomainReport report) {
        if (report.facts().cancelled()) {
            return BatchResult.State.CANCELLED;
        }
        List<Attempt> attempts = report.attempts();
        boolean limited = attempts.stream().anyMatch(RateLimits::limited);
        boolean tested = attempts.stream().anyMatch(attempt -> !limited(attempt) && attempt.conversed());
        return limited && !tested ? BatchResult.State.RATE_LIMITED : BatchResult.State.PROBED;
    }

    private static boolean limited(Attempt attempt) {
        return attempt.decidingFact()
                .filter(fact -> in(fact) || fact.outcome().skippedFor(SkipReason.NO_TURN))
                .isPresent();
    }

    private static BatchResult.State state(ProbeReport report) {
        if (report.has("probe.cancelled")) {
            return BatchResult.State.CANCELLED;
        }
        boolean limited = report.decisive().filter(RateLimits::limited).isPresent();
        return limited ? BatchResult.State.RATE_LIMITED : BatchResult.State.PROBED;
    }
}

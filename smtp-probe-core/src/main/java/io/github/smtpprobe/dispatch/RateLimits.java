/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.catalogue.Meaning;
import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Confidence;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.survey.DomainReport;
import java.util.List;

/**
 * Recognises a server that says that it is asked too much: by 421 (RFC 5321 §3.8), 4.7.x (RFC 3463 §3.8), or words that the
 * catalogue knows. Other meanings of 4.7.x, such as greylisting (451 4.7.1) and a missing reverse name (450 4.7.25), do not
 * count, since they have nothing to do with the rate.
 */
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
        if (reply.code().value() == CLOSING) {
            return true;
        }
        boolean policy = reply.enhanced()
                .filter(code -> code.status() == TEMPORARY && code.subject() == SECURITY_OR_POLICY)
                .isPresent();
        Meaning meaning = ReplyCatalogue.standard().explain(fact.stage(), reply);
        return meaning.id().equals(MEANING) || (policy && !specific(meaning));
    }

    /** Whether the catalogue has a specific meaning. */
    private static boolean specific(Meaning meaning) {
        return !meaning.general() && meaning.confidence() != Confidence.POSSIBLE;
    }

    /** The state of a target that has a report. */
    static BatchResult.State state(Engine.Ended ended) {
        return ended.surveyed()
                .map(RateLimits::state)
                .orElseGet(() -> state(ended.probed().orElseThrow()));
    }

    /**
     * A survey counts as rate-limited if servers replied, but said only that they are asked too much, or if they got no turn.
     */
    private static BatchResult.State state(DomainReport report) {
        if (report.facts().cancelled()) {
            return BatchResult.State.CANCELLED;
        }
        List<Attempt> attempts = report.attempts();
        if (denied(attempts)) {
            return BatchResult.State.DENIED;
        }
        boolean limited = attempts.stream().anyMatch(RateLimits::limited);
        boolean tested = attempts.stream().anyMatch(attempt -> !limited(attempt) && attempt.conversed());
        return limited && !tested ? BatchResult.State.RATE_LIMITED : BatchResult.State.PROBED;
    }

    /** Whether the address policy denied every route. */
    private static boolean denied(List<Attempt> attempts) {
        return !attempts.isEmpty()
                && attempts.stream()
                        .allMatch(attempt -> attempt.decidingFact()
                                .filter(fact -> fact.outcome() instanceof Outcome.Failed failed
                                        && failed.reason() == Reason.ADDRESS_DENIED)
                                .isPresent());
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
        if (denied(report.attempts())) {
            return BatchResult.State.DENIED;
        }
        boolean limited = report.decisive().filter(RateLimits::limited).isPresent();
        return limited ? BatchResult.State.RATE_LIMITED : BatchResult.State.PROBED;
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.smtp.Reply;

/**
 * How an operator says that it receives too many requests: 421 (RFC 5321 §3.8) or 4.7.x (RFC 3463 §3.8), or words that the
 * library knows.
 */
final class RateLimit {
    private static final int CLOSING = 421;
    private static final int TEMPORARY = 4;
    private static final int SECURITY_OR_POLICY = 7;

    private RateLimit() {}

    /** {@return whether the operator said so at any step} */
    static boolean in(ProbeReport report) {
        return report.has("server.rate-limited")
                || report.attempts().stream()
                        .flatMap(attempt -> attempt.facts().stream())
                        .anyMatch(RateLimit::in);
    }

    /** {@return whether this is the reason why nothing more is known} */
    static boolean decides(ProbeReport report) {
        return report.decisive()
                .flatMap(Attempt::decidingFact)
                .filter(fact -> in(fact) || report.has("server.rate-limited"))
                .isPresent();
    }

    private static boolean in(Fact fact) {
        return fact.outcome() instanceof Outcome.Rejected rejected && in(rejected.reason());
    }

    private static boolean in(Reply reply) {
        return reply.code().value() == CLOSING
                || reply.enhanced()
                        .filter(code -> code.status() == TEMPORARY && code.subject() == SECURITY_OR_POLICY)
                        .isPresent();
    }
}

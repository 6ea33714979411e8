/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.smtp.Stage;

/** Reads verdicts off facts: the one place that says which outcome keeps an attempt from passing. */
final class FactReader {
    private FactReader() {}

    static Verdict verdict(Attempt attempt) {
        Verdict worst = Verdict.PASSED;
        for (Fact fact : attempt.facts()) {
            Verdict each = verdict(attempt, fact);
            if (each == Verdict.FAILED) {
                return worst == Verdict.INCONCLUSIVE && follows(fact) ? Verdict.INCONCLUSIVE : Verdict.FAILED;
            }
            worst = each == Verdict.INCONCLUSIVE ? each : worst;
        }
        return attempt.facts().isEmpty() ? Verdict.INCONCLUSIVE : worst;
    }

    /** A step that was left out because an earlier one failed says no more than that one. */
    private static boolean follows(Fact fact) {
        return fact.outcome() instanceof Outcome.Skipped;
    }

    static Verdict verdict(Attempt attempt, Fact fact) {
        if (fact.stage() == Stage.RSET || fact.stage() == Stage.QUIT || optional(attempt, fact)) {
            return Verdict.PASSED; // their outcome never changes what came before
        }
        Outcome outcome = fact.outcome();
        if (outcome instanceof Outcome.Rejected rejected) {
            return rejected.reason().code().temporary() ? Verdict.INCONCLUSIVE : Verdict.FAILED;
        }
        if (outcome instanceof Outcome.Failed failed) {
            return ours(failed.kind()) ? Verdict.INCONCLUSIVE : Verdict.FAILED;
        }
        if (outcome instanceof Outcome.Skipped skipped) {
            if (skipped.reason() == SkipReason.DEADLINE || skipped.reason() == SkipReason.CREDENTIALS_ALREADY_JUDGED) {
                return Verdict.INCONCLUSIVE;
            }
            return skipped.reason().harmless() ? Verdict.PASSED : Verdict.FAILED;
        }
        return Verdict.PASSED;
    }

    /** TLS that was only wanted if offered, and an EHLO for which HELO stood in. */
    private static boolean optional(Attempt attempt, Fact fact) {
        if (fact instanceof Fact.StartTls) {
            return attempt.route().mode() == TlsMode.STARTTLS_IF_OFFERED && !(fact.outcome() instanceof Outcome.Failed);
        }
        return fact instanceof Fact.Hello hello && hello.verb().equals("EHLO") && replaced(attempt, hello);
    }

    private static boolean replaced(Attempt attempt, Fact.Hello ehlo) {
        return attempt.facts(Fact.Hello.class).stream()
                .anyMatch(other -> other.verb().equals("HELO") && other.encrypted() == ehlo.encrypted());
    }

    private static boolean ours(FailureKind kind) {
        return kind == FailureKind.LOCAL
                || kind == FailureKind.EXTENSION
                || kind == FailureKind.CANCELLED
                || kind == FailureKind.DEADLINE;
    }

    /** How far an attempt got: more is deeper. */
    static int depth(Attempt attempt) {
        int depth = 0;
        for (Fact fact : attempt.facts()) {
            boolean asked = !(fact.outcome() instanceof Outcome.Skipped);
            if (asked && fact.stage().compareTo(Stage.RSET) < 0) {
                depth += fact.outcome().succeeded() ? 2 : 1;
            }
        }
        return depth;
    }
}

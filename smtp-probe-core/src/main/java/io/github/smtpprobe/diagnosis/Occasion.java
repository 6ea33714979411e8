/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.report.Attempt;
import java.util.List;

/** The usual occasions on which checks have something to say, see {@link AttemptCheck#concerns}: each is told without a search. */
final class Occasion {
    private Occasion() {}

    /** A step of this kind is among the facts, whatever came of it. */
    static boolean fact(Attempt attempt, Class<? extends Fact> kind) {
        return !attempt.facts(kind).isEmpty();
    }

    /** A step of this kind did not succeed: it was refused, failed or was skipped. */
    static boolean failure(Attempt attempt, Class<? extends Fact> kind) {
        List<? extends Fact> facts = attempt.facts(kind);
        for (int i = 0; i < facts.size(); i++) {
            if (!facts.get(i).outcome().succeeded()) {
                return true;
            }
        }
        return false;
    }

    /** Something keeps the attempt from passing. */
    static boolean failure(Attempt attempt) {
        return !attempt.failures().isEmpty();
    }

    /** A step was left out for this reason. */
    static boolean skipped(Attempt attempt, SkipReason reason) {
        for (Fact fact : attempt.facts()) {
            if (fact.outcome().skippedFor(reason)) {
                return true;
            }
        }
        return false;
    }
}

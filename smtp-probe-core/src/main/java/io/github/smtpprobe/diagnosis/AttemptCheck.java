/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.Purpose;
import java.util.ArrayList;
import java.util.List;

/** A check that looks at one attempt at a time. */
@FunctionalInterface
interface AttemptCheck extends Check {
    void examine(Case one);

    @Override
    default List<Finding> examine(Observation seen, ReplyCatalogue catalogue) {
        return judge(seen, catalogue).stream().map(Judgement::finding).toList();
    }

    /** Examines one attempt after the other. */
    default List<Judgement> judge(Observation seen, ReplyCatalogue catalogue) {
        List<Judgement> all = new ArrayList<>();
        for (Attempt attempt : seen.attempts()) {
            if (attempt.purpose() == Purpose.SECOND_LOOK) {
                continue; // it explains another attempt and is not judged itself
            }
            Case one = new Case(seen, attempt, catalogue);
            examine(one);
            all.addAll(one.judgements());
        }
        return all;
    }
}

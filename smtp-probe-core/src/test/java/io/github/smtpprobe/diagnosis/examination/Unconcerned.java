/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.examination;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.diagnosis.Checks;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.ProbeReport;

/** A check that is not asked, since an attempt does not concern it, would have found nothing there. */
public final class Unconcerned {
    private Unconcerned() {}

    /** Asks all the same. */
    public static void check(ProbeReport report) {
        Observation seen = Observation.builder(report.request(), report.resolution())
                .attempts(report.attempts())
                .targetFacts(report.targetFacts())
                .started(report.started())
                .build();
        for (Attempt attempt : report.attempts()) {
            Occasion given = Occasion.of(attempt);
            for (Check check : Checks.standard()) {
                if (check instanceof AttemptCheck each && !each.concerns(attempt, given)) {
                    AttemptFindings one = new AttemptFindings(seen, attempt, ReplyCatalogue.standard(), () -> false);
                    each.examine(one);
                    assertThat(one.judgements())
                            .as(each.getClass() + " of " + attempt.facts())
                            .isEmpty();
                }
            }
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import java.util.List;

/** A check that looks at one attempt at a time, and only at those that concern it. */
interface AttemptCheck extends Check {
    /**
     * Whether there is anything in an attempt for this check to look at. Of most attempts most checks have nothing to say, so this
     * is cheap, and nothing else of the check runs where it says no. Where the absence of a fact matters, it says yes.
     *
     * @param attempt any, see {@link Occasion} for what is usual
     * @return false where {@link #examine(AttemptFindings)} would add nothing
     */
    boolean concerns(Attempt attempt);

    /**
     * Looks at an attempt that concerns it.
     *
     * @param one collects the findings
     */
    void examine(AttemptFindings one);

    @Override
    default List<Finding> examine(Observation seen, ReplyCatalogue catalogue) {
        return Checks.examine(List.of(this), seen, catalogue);
    }
}

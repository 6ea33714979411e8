/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import java.util.List;

/** A check that looks at one attempt at a time, and only at those that concern it. */
abstract class AttemptCheck implements Check {
    private final Occasion occasion;

    /**
     * Makes a check.
     *
     * @param occasion without which {@link #examine(AttemptFindings)} would add nothing; {@link Occasion#ALWAYS} where the absence of a
     *                 step matters
     */
    AttemptCheck(Occasion occasion) {
        this.occasion = occasion;
    }

    /**
     * Whether there is anything for it in an attempt. One that needs more than its occasion, or less, says so here; this is cheap.
     *
     * @param attempt any
     * @param given   the occasions that it gives
     * @return false where {@link #examine(AttemptFindings)} would add nothing
     */
    boolean concerns(Attempt attempt, Occasion given) {
        return occasion.among(given);
    }

    /** Whether it looks also at an attempt that was made for one more mechanism, in which all but the exchange was seen before. */
    boolean concernsFurtherLogins() {
        return false;
    }

    /**
     * Looks at an attempt that concerns it.
     *
     * @param one collects the findings
     */
    abstract void examine(AttemptFindings one);

    @Override
    public final List<Finding> examine(Observation seen, ReplyCatalogue catalogue) {
        return Checks.examine(Checklist.of(List.of(this)), seen, catalogue);
    }
}

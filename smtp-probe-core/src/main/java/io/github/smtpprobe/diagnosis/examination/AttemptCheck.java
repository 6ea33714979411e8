/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.examination;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import java.util.List;

/** A check that looks at one attempt at a time, and only at those that concern it. */
public abstract class AttemptCheck implements Check {
    private final Occasion occasion;

    /**
     * Makes a check.
     *
     * @param occasion the occasion without which {@link #examine(AttemptFindings)} would add nothing; {@link Occasion#ALWAYS}
     *     if the absence of a step matters
     */
    protected AttemptCheck(Occasion occasion) {
        this.occasion = occasion;
    }

    /**
     * Whether the check can find anything in an attempt. A check that needs more than its occasion, or less, overrides this,
     * and must do so cheaply.
     *
     * @param attempt any attempt
     * @param given   the occasions in the attempt
     * @return false if {@link #examine(AttemptFindings)} would add nothing
     */
    protected boolean concerns(Attempt attempt, Occasion given) {
        return occasion.among(given);
    }

    /**
     * Whether it also examines an attempt that was made for a further mechanism. Everything in such an attempt except the
     * exchange was seen before.
     */
    protected boolean concernsFurtherLogins() {
        return false;
    }

    /**
     * Examines an attempt.
     *
     * @param one collects the findings
     */
    protected abstract void examine(AttemptFindings one);

    @Override
    public final List<Finding> examine(Observation seen, ReplyCatalogue catalogue) {
        return new Examination(Checklist.of(List.of(this)), seen, catalogue, () -> false).run();
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import java.util.List;

/** A check that looks at one attempt at a time. */
interface AttemptCheck extends Check {
    void examine(AttemptFindings one);

    @Override
    default List<Finding> examine(Observation seen, ReplyCatalogue catalogue) {
        return Checks.examine(List.of(this), seen, catalogue);
    }
}

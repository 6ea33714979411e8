/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.diagnosis.Check;
import io.github.smtpprobe.diagnosis.Checks;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.ProbeReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pasted text as facts, which the checks of a probe judge.
 *
 * @param seen what it shows
 * @param told what its client says itself, where that ended it
 */
public record Explained(Observation seen, Optional<Finding> told) {
    public ProbeReport report() {
        List<Check> checks = new ArrayList<>(Checks.standard());
        told.map(Checks::told).ifPresent(checks::add);
        return new ProbeReport(seen, Checks.examine(checks, seen, ReplyCatalogue.standard()));
    }
}

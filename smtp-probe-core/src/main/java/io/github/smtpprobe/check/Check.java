/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.check;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import java.util.List;

/**
 * Judges one aspect of what was observed. Thread-safe and without I/O. One that throws becomes the finding {@code check.failed}; so do
 * findings without id or with null in them, and those after the two-hundredth.
 */
@FunctionalInterface
public interface Check {
    /**
     * Judges.
     *
     * @param seen      everything that was observed
     * @param catalogue explains replies
     * @return findings, may be empty
     */
    List<Finding> examine(Observation seen, ReplyCatalogue catalogue);
}

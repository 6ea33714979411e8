/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.check;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import java.util.List;

/**
 * Judges one aspect of what was observed. Thread-safe and without I/O. One that throws becomes the finding {@code check.failed}, which
 * names it as it was added, its class, what it threw and the line that threw it, never the text of the exception. Null instead of a list, null in a list
 * and findings beyond the two-hundredth are left out, and {@code check.failed} says so.
 *
 * <p>Ids of findings begin with a name of the application's own, such as {@code acme.too-slow}. The words before the dot in the
 * library's own findings ({@code tls}, {@code auth}, {@code cert} and so on) are reserved: a finding that has one is not shown as one,
 * but as evidence of {@code check.failed}, which says so.
 *
 * <p>The verdict is a matter of facts, and no check changes it: an error of a check's is shown as a warning where the probe has passed. An
 * application that wants to fail then decides by {@link io.github.smtpprobe.report.ProbeReport#findings() the findings}.
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

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.check;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import java.util.List;

/**
 * Judges one aspect of what was observed. Implementations must be thread-safe and do no I/O. If a check throws, the report has
 * the finding {@code check.failed} instead. It gives the name under which the check was added, its class, the class of the
 * exception and the line that threw it, but never the exception's message. A null list, null elements and findings after the
 * 200th are dropped, and {@code check.failed} says so.
 *
 * <p>Ids of findings begin with a name of the application's own, such as {@code acme.too-slow}. The areas of the library's own
 * ids ({@code tls}, {@code auth}, {@code cert} and so on) are reserved: a finding in one of them is not shown as a finding, but
 * as evidence of {@code check.failed}.
 *
 * <p>The verdict follows from the facts alone, and no check can change it: if the probe has passed, an error that a check reports
 * is shown as a warning. An application that wants to fail in that case should look at
 * {@link io.github.smtpprobe.report.ProbeReport#findings() the findings}.
 */
@FunctionalInterface
public interface Check {
    /**
     * Examines an observation.
     *
     * @param seen      everything that was observed
     * @param catalogue explains replies
     * @return the findings; may be empty
     */
    List<Finding> examine(Observation seen, ReplyCatalogue catalogue);
}

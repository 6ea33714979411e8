/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import java.util.List;

/**
 * What a probe has to get through besides its verdict.
 *
 * @param failOn  the least severity that counts
 * @param ignored ids of findings that do not count
 */
public record Gate(FailOn failOn, List<String> ignored) {
    /** The verdict alone. */
    public static final Gate OPEN = new Gate(FailOn.ERROR, List.of());

    /**
     * Keeps a copy.
     *
     * @param failOn  the least severity that counts
     * @param ignored ids of findings that do not count
     */
    public Gate {
        ignored = List.copyOf(ignored);
    }

    /** Whether a finding counts at all. */
    boolean counts(Finding finding) {
        return !ignored.contains(finding.id());
    }

    /** Whether a finding is a failure of its own. */
    boolean stops(Finding finding) {
        return failOn.covers(finding.severity()) && counts(finding);
    }

    /**
     * Tells how the process ends.
     *
     * @param report any
     * @return 0 passed, 1 failed, 3 inconclusive, which no finding changes
     */
    public int exitCode(ProbeReport report) {
        return switch (report.verdict()) {
            case PASSED -> report.findings().stream().anyMatch(this::stops) ? 1 : 0;
            case FAILED -> 1;
            case INCONCLUSIVE -> 3;
        };
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Further conditions for success, besides the verdict of the probe.
 *
 * @param failOn  the least severity that counts
 * @param ignored ids of findings that do not count
 */
public record Gate(FailOn failOn, List<String> ignored) {
    /** No further conditions. */
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

    /** Whether a finding makes the probe fail. */
    boolean stops(Finding finding) {
        return failOn.covers(finding.severity()) && counts(finding);
    }

    /** Why a probe that passed ends with exit code 1, in words; empty if it does not. */
    Optional<String> why(ProbeReport report) {
        String ids = report.findings().stream()
                .filter(this::stops)
                .map(Finding::id)
                .distinct()
                .collect(Collectors.joining(", "));
        return report.passed() && !ids.isEmpty()
                ? Optional.of("the exit code is 1, by --fail-on " + failOn + ": " + ids)
                : Optional.empty();
    }

    /**
     * Returns the exit code of the process.
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

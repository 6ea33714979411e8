/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import java.util.Optional;

/** A report in one line. */
final class SummaryLine {
    private SummaryLine() {}

    static String of(ProbeReport report) {
        if (report.madeForStrangers() && report.attempts().isEmpty()) {
            return report.publicSummary();
        }
        String head = report.request().target().name() + " " + report.verdict() + ": ";
        Optional<Finding> first = report.rootCause()
                .or(() -> report.findings().stream()
                        .filter(each -> each.severity() != Severity.INFO)
                        .findFirst());
        if (report.madeForStrangers()
                && !report.passed()) { // a warning would be taken for the cause, which may have been left out
            return head + report.rootCause().map(Finding::summary).orElseGet(report::publicSummary);
        }
        if (!report.passed()) {
            return head + first.map(Finding::summary).orElse("see the transcript");
        }
        String where = report.decisive()
                .map(attempt -> attempt.route().port())
                .filter(port -> port > 0)
                .map(port -> " on port " + port)
                .orElse("");
        return head + "everything that was asked works" + where
                + first.map(warning -> "; but: " + warning.summary()).orElse("");
    }
}

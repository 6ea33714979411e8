/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.report.Finding;

/** A report in one line: what senders do at the worst, and the cause. */
final class SurveySummary {
    private SurveySummary() {}

    static String of(DomainReport report) {
        Prospect worst = report.outlook().worst();
        String cause = report.rootCause()
                .map(Finding::summary)
                .map(words -> ": " + words)
                .orElse(".");
        return report.domain() + ": at the worst, mail is " + worst.words() + cause;
    }
}

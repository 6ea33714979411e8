/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.report.Finding;

/** A report in one line: the worst that senders do, and the cause. */
final class SurveySummary {
    private SurveySummary() {}

    static String of(DomainReport report) {
        if (report.facts().nullMx()) {
            return report.domain() + " takes no mail, as it says with a null MX.";
        }
        Prospect worst = report.outlook().worst();
        boolean left = report.outlook().senders().stream()
                .anyMatch(each -> each.domain().prospect().worseThan(worst));
        String cause = report.rootCause()
                .map(Finding::summary)
                .map(words -> ": " + words)
                .orElse(".");
        if (worst == Prospect.NOT_KNOWN) {
            return report.domain()
                    + (left
                            ? ": of some senders that count, it is not known what becomes of mail"
                            : ": it is not known what becomes of mail")
                    + cause;
        }
        return report.domain()
                + (left ? ": of the senders that count, mail is at the worst " : ": at the worst, mail is ")
                + worst.words()
                + cause;
    }
}

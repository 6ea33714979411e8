/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.smtp.Stage;

/** What a report tells of a text: the first cause, the step that failed, and the recipient. */
final class Told {
    private Told() {}

    static String cause(ProbeReport report) {
        return report.rootCause().map(Finding::id).orElse("none in " + report);
    }

    static Stage step(ProbeReport report) {
        return report.attempts().stream()
                .flatMap(each -> each.failures().stream())
                .findFirst()
                .orElseThrow(() -> new AssertionError(report.toString()))
                .stage();
    }

    static String recipient(ProbeReport report) {
        return report.decisive().orElseThrow().facts(RcptTo.class).stream()
                .map(each -> each.recipient().wire())
                .findFirst()
                .orElse("none");
    }
}

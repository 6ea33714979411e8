/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.survey.DomainReport;
import java.util.List;

/** What a survey said, by id. */
final class SaidFindings {
    private SaidFindings() {}

    /** The first finding of an id, which has to be there. */
    static Finding of(DomainReport report, String id) {
        return report.findings().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(report.findings()));
    }

    static List<String> ids(DomainReport report) {
        return report.findings().stream().map(Finding::id).toList();
    }
}

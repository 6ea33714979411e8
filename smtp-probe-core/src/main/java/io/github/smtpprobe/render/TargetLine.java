/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.report.ProbeReport;
import java.util.ArrayList;
import java.util.List;

/**
 * One fact about the target in words, as it describes itself. Shared by all forms of the report.
 *
 * @param mark    whether the look-up succeeded
 * @param word    a word for those who do not see the mark
 * @param label   what was looked up
 * @param time    how long it took
 * @param result  its result
 * @param details what was found, each with its label
 */
record TargetLine(String mark, String word, String label, String time, String result, List<String> details) {
    static List<TargetLine> of(ProbeReport report) {
        return report.targetFacts().stream().map(TargetLine::of).toList();
    }

    static TargetLine of(TargetFact fact) {
        List<String> details = new ArrayList<>();
        fact.values().forEach((key, texts) -> details.add(fact.labels().get(key) + ": " + String.join(", ", texts)));
        if (fact.leftOut() > 0) {
            details.add("and " + fact.leftOut() + " more, left out of this report");
        }
        return new TargetLine(
                StepLine.mark(fact.state()),
                StepLine.word(fact.state()),
                fact.label(),
                StepLine.time(fact.took()),
                fact.description(),
                details);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.smtp.Stage;

/** The result of each step of a probe. */
final class Steps {
    private Steps() {}

    static Fact.State state(ProbeReport report, Stage stage) {
        if (report.verdict() == Verdict.FAILED
                && report.decidingStage().filter(stage::equals).isPresent()) {
            return Fact.State.FAILED;
        }
        return stage == Stage.RESOLVE
                ? lookUp(report)
                : report.decisive().map(attempt -> attempt.state(stage)).orElse(Fact.State.NOT_ASKED);
    }

    private static Fact.State lookUp(ProbeReport report) {
        if (report.madeForStrangers()) {
            return Fact.State.NOT_ASKED;
        }
        if (report.attempts().isEmpty()) {
            return report.publicOutcome() == PublicOutcome.CANCELLED ? Fact.State.SKIPPED : Fact.State.FAILED;
        }
        return report.resolution().hosts().isEmpty() ? Fact.State.NOT_ASKED : Fact.State.PASSED;
    }
}

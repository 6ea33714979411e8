/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Fact.State;
import io.github.smtpprobe.fact.UnplacedReply;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.smtp.Stage;
import java.util.EnumSet;
import java.util.Set;

/** A page with a mark for each fact, and one with a row for each step, tell the same as the verdict: true of every attempt. */
final class StageRows {
    /** What does not keep an attempt from passing: TLS that was only wanted if offered, and what comes behind all that counts. */
    private static final Set<Stage> OPTIONAL = EnumSet.of(Stage.STARTTLS, Stage.RSET, Stage.QUIT);

    private static final Set<State> BAD = EnumSet.of(State.FAILED, State.SKIPPED);

    private StageRows() {}

    static void check(Attempt attempt) {
        assertThat(attempt.failures())
                .as(() -> "what keeps it from passing: " + attempt.facts())
                .allMatch(fact -> BAD.contains(fact.state()));
        for (Fact fact : attempt.failures()) {
            assertThat(placed(fact) ? attempt.state(fact.stage()) : fact.state())
                    .as(() -> fact + " in " + attempt.facts())
                    .isIn(BAD);
        }
        assertThat(attempt.passed())
                .as(() -> "no attempt passed while a fact decided: " + attempt.facts())
                .isEqualTo(attempt.failures().isEmpty() && !attempt.facts().isEmpty());
        for (Stage stage : Stage.values()) {
            row(attempt, stage);
        }
    }

    private static void row(Attempt attempt, Stage stage) {
        State state = attempt.state(stage);
        boolean seen = attempt.facts().stream().anyMatch(fact -> placed(fact) && fact.stage() == stage);
        if (!seen) {
            assertThat(state).as(stage + " of " + attempt.facts()).isEqualTo(State.NOT_ASKED);
        }
        if (attempt.passed() && !OPTIONAL.contains(stage)) {
            assertThat(state).as(stage + " of what passed: " + attempt.facts()).isIn(State.PASSED, State.NOT_ASKED);
        }
    }

    private static boolean placed(Fact fact) {
        return !(fact instanceof UnplacedReply);
    }
}

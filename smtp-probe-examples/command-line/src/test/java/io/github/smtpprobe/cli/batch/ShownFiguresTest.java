/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.batch.BatchTally;
import io.github.smtpprobe.batch.Operators;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is told at the end of a run. */
class ShownFiguresTest {
    private final BatchTally tally = new BatchTally(Operators.lastTwoLabels());

    private String shown() {
        StringWriter text = new StringWriter();
        Figures.show(tally.summary(Duration.ofSeconds(1), true), new PrintWriter(text));
        return text.toString();
    }

    @Test
    void aRuleForOperatorsThatFailedIsNamedAndNoOther() {
        assertThat(shown()).doesNotContain("rule failed");
        tally.operatorsFailed(1, "Rule threw IllegalStateException");
        assertThat(shown())
                .contains(
                        "  rule failed     Rule threw IllegalStateException; the last two labels told the operators of 1 host\n");
        tally.operatorsFailed(2, "Rule returned null");
        assertThat(shown())
                .contains("Rule threw IllegalStateException;", "of 3 hosts")
                .doesNotContain("null");
    }
}

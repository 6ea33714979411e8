/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.BatchTally;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.batch.Operators;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.RequestView;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.route.Resolution;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is told at the end of a run. */
class ShownFiguresTest {
    private final BatchTally tally = new BatchTally(Operators.lastTwoLabels());

    private String shown() {
        StringWriter text = new StringWriter();
        Figures.show(tally.summary(Duration.ofSeconds(1), true), new PrintWriter(text));
        return text.toString();
    }

    private static BatchResult found(int number, BatchResult.State state) {
        ProbeRequest request =
                ProbeRequest.to("mx.example" + number + ".com", 25).build();
        return BatchResult.builder(number, BatchTarget.of(request), state).build();
    }

    private void probed(List<Finding> findings) {
        ProbeRequest request = ProbeRequest.to("mx.example.com", 25).build();
        tally.add(BatchResult.builder(1, BatchTarget.of(request), BatchResult.State.PROBED)
                .report(ProbeReport.of(
                        Observation.builder(
                                        RequestView.of(request),
                                        Resolution.builder("mx.example.com").build())
                                .build(),
                        findings))
                .build());
    }

    @Test
    void whatWasCancelledIsNotDone() {
        tally.add(found(1, BatchResult.State.BROKEN));
        tally.add(found(2, BatchResult.State.CANCELLED));
        assertThat(shown()).startsWith("1 target in").contains("cancelled 1");
    }

    @Test
    void afterAnEarlierRunTheVerdictsSayWhoseTheyAre() {
        Finding finding = Finding.builder("mx.null")
                .severity(Severity.ERROR)
                .summary("a summary")
                .build();
        probed(List.of(finding));
        assertThat(shown()).contains("FAILED 1\n");
        tally.doneBefore(3);
        assertThat(shown()).contains("and 3 by an earlier run\n", "FAILED 1 (this run)\n");
    }

    @Test
    void aListThatIsCutSaysSo() {
        List<Finding> findings = IntStream.range(0, 12)
                .mapToObj(i -> Finding.builder("some.finding-" + (char) ('a' + i))
                        .severity(Severity.INFO)
                        .summary("a summary")
                        .build())
                .toList();
        probed(findings);
        assertThat(shown()).contains("some.finding-j 1, and 2 more\n").doesNotContain("finding-k");
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

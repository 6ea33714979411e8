/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Fact.State;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.UnplacedReply;
import io.github.smtpprobe.harness.FactKinds;
import io.github.smtpprobe.harness.OnVirtualTime;
import io.github.smtpprobe.harness.Zone;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.smtp.Stage;
import org.junit.jupiter.api.Test;

/** A page with a row for each step shows where a probe failed, whatever the reason. */
class ReportStateTest {
    private static ProbeReport probe(TlsMode mode, String script) {
        return OnVirtualTime.probe(OnVirtualTime.request(587, mode), script).report();
    }

    @Test
    void aStepThatTheServerDoesNotOfferHasFailed() {
        ProbeReport report = probe(TlsMode.STARTTLS, OnVirtualTime.CLEAR);
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.decidingStage()).hasValue(Stage.STARTTLS);
        assertThat(report.state(Stage.STARTTLS)).isEqualTo(State.FAILED);
        assertThat(report.decisive().orElseThrow().state(Stage.STARTTLS)).isEqualTo(State.SKIPPED);
        assertThat(report.asMap()).containsEntry("decidingStage", "starttls");
        assertThat(report.state(Stage.EHLO)).isEqualTo(State.PASSED);
        assertThat(report.state(Stage.AUTH)).isEqualTo(State.NOT_ASKED);
    }

    @Test
    void aServerThatSaysNothingFailsAtItsGreeting() {
        ProbeReport report = probe(TlsMode.PLAIN, OnVirtualTime.SILENT);
        assertThat(report.state(Stage.CONNECT)).isEqualTo(State.PASSED);
        assertThat(report.state(Stage.GREETING)).isEqualTo(State.FAILED);
    }

    @Test
    void aNameThatDoesNotExistFailsWhereNamesAreLookedUp() {
        ProbeReport report = SmtpProbe.builder()
                .resolver(Zone.ofHost("mx.example.com", "192.0.2.1"))
                .build()
                .probe(ProbeRequest.to("gone.example", 25).build());
        assertThat(report.decidingStage()).hasValue(Stage.RESOLVE);
        assertThat(report.state(Stage.RESOLVE)).isEqualTo(State.FAILED);
        assertThat(report.state(Stage.CONNECT)).isEqualTo(State.NOT_ASKED);
    }

    /** A page names its rows as the facts name themselves. */
    @Test
    void eachStageHasWords() {
        assertThat(Stage.values()).allSatisfy(each -> assertThat(each.label()).matches("[A-Za-z]+([ -][A-Za-z]+)*"));
        for (Fact fact : FactKinds.all(Outcome.done(), "")) {
            boolean placed = !(fact instanceof UnplacedReply);
            assertThat(fact.label())
                    .as(fact.kind())
                    .startsWith(placed ? fact.stage().label() : "");
        }
    }

    @Test
    void nothingHasFailedWhereAllWorks() {
        ProbeReport report = probe(TlsMode.PLAIN, OnVirtualTime.CLEAR);
        assertThat(report.decidingStage()).isEmpty();
        assertThat(report.asMap()).doesNotContainKey("decidingStage");
        for (Stage stage : Stage.values()) {
            assertThat(report.state(stage)).as(stage.name()).isNotIn(State.FAILED, State.SKIPPED);
        }
        assertThat(report.state(Stage.EHLO)).isEqualTo(State.PASSED);
    }
}

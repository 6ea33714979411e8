/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.LaterKind;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Scripts;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A kind of fact that no check and no renderer knows is shown as it tells of itself, and decides like any other. */
class LaterKindTest {
    private static final ProbeReport SEEN = SmtpProbe.builder()
            .transport(new MemoryTransport(Delivery.WHOLE, null, Script.parse(Scripts.WORKS)))
            .build()
            .probe(ProbeRequest.to("mx.example.com", 25)
                    .tls(TlsMode.PLAIN)
                    .connectTo("192.0.2.1")
                    .build());

    private static ProbeReport with(Fact later) {
        Attempt attempt = SEEN.decisive().orElseThrow();
        List<Fact> facts = new ArrayList<>(attempt.facts());
        facts.add(later);
        Observation seen = Observation.builder(SEEN.request(), SEEN.resolution())
                .attempts(List.of(attempt.toBuilder().facts(facts).build()))
                .started(SEEN.started())
                .build();
        return ProbeReport.of(seen, Checks.examine(Checks.checklist(), seen, ReplyCatalogue.standard()));
    }

    private static ProbeReport shown(Fact later) {
        ProbeReport report = with(later);
        assertThat(TextReport.render(report)).contains(LaterKind.LABEL).contains(later.description());
        assertThat(HtmlReport.render(report)).contains("a step of &lt;tomorrow&gt;");
        assertThat(report.asMap().toString()).contains("later-kind", "fine weather");
        assertThat(report.findings()).noneMatch(each -> each.id().equals("check.failed"));
        return report;
    }

    @ParameterizedTest
    @EnumSource
    void oneThatWentWellChangesNothing(Stage stage) {
        ProbeReport report = shown(new LaterKind(stage, Outcome.done()));
        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(report.findings().stream().map(Finding::id))
                .containsExactlyElementsOf(
                        SEEN.findings().stream().map(Finding::id).toList());
        Invariants.checkLater(report);
    }

    static Stream<Arguments> failures() {
        List<Outcome> outcomes = new ArrayList<>(
                List.of(new Outcome.Rejected(Reply.of(550, "no")), new Outcome.Rejected(Reply.of(450, "later"))));
        EnumSet<FailureKind> kinds = EnumSet.noneOf(FailureKind.class);
        Arrays.stream(Reason.values())
                .filter(each -> kinds.add(each.kind()))
                .forEach(each -> outcomes.add(Outcome.failed(each, "words")));
        Arrays.stream(SkipReason.values())
                .filter(each -> !each.harmless())
                .forEach(each -> outcomes.add(Outcome.skipped(each)));
        return Arrays.stream(Stage.values())
                .filter(stage -> stage != Stage.RSET && stage != Stage.QUIT)
                .flatMap(stage -> outcomes.stream().map(outcome -> Arguments.of(stage, outcome)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void oneThatFailedDecidesAndHasACause(Stage stage, Outcome outcome) {
        LaterKind later = new LaterKind(stage, outcome);
        ProbeReport report = shown(later);
        assertThat(report.passed()).isFalse();
        assertThat(report.decisive().flatMap(Attempt::decidingFact)).containsSame(later);
        assertThat(report.rootCause()).isPresent();
    }
}

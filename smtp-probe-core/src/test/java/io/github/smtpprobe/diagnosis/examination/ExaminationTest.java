/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.examination;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.diagnosis.Checks;
import io.github.smtpprobe.diagnosis.words.FindingText;
import io.github.smtpprobe.explain.Explain;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.harness.OneStory;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.report.RequestView;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Diagnosis within its bounds: of findings, of time, and of text; the cause is found whatever has to be left out. */
class ExaminationTest {
    private static final int MANY = 16_340;

    private static Attempt attempt(int index, int recipients, int last) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Connect.of(Outcome.done(), Duration.ZERO));
        for (int i = 1; i <= recipients; i++) {
            Reply reply = Reply.of(i == recipients ? last : 451, "try later, number " + i);
            Mailbox mailbox = Mailbox.parse("user" + i + "@example.com");
            facts.add(RcptTo.of(new Outcome.Rejected(reply), Duration.ZERO, mailbox));
        }
        Route route = new Route("mx.example.com", false, InetAddress.getLoopbackAddress(), 25, TlsMode.PLAIN);
        return Attempt.builder(route, Purpose.PROBE).index(index).facts(facts).build();
    }

    private static Observation seen(Attempt... attempts) {
        Resolution resolution = Resolution.builder("example.com").build();
        RequestView view = RequestView.of(
                ProbeRequest.toMxOf("example.com").coverage(Coverage.ALL).build());
        return Observation.builder(view, resolution).attempts(List.of(attempts)).build();
    }

    private static ProbeReport report(Observation seen, Checklist checks, BooleanSupplier over) {
        ProbeReport report = ProbeReport.of(seen, Checks.examine(checks, seen, ReplyCatalogue.standard(), over));
        OneStory.check(report);
        return report;
    }

    private static Checklist and(Check own) {
        return Checks.checklist().and(own);
    }

    @Test
    void findingsAreBoundedAndTheCauseIsAmongThem() {
        Observation seen = seen(attempt(0, MANY, 451), attempt(1, MANY, 550));
        ProbeReport report = report(seen, Checks.checklist(), () -> false);
        assertThat(report.findings()).hasSizeLessThan(Examination.MOST + 10);
        assertThat(report.rootCause().orElseThrow().summary()).contains("number " + MANY);
        assertThat(report.finding("checks.left-out")).isPresent();
        assertThat(report(seen(attempt(0, 100, 550)), Checks.checklist(), () -> false)
                        .has("checks.left-out"))
                .as("as many recipients as a request may have")
                .isFalse();
    }

    @Test
    void manyFindingsArePutInOrder() {
        List<Judgement> all = new ArrayList<>();
        Observation seen = seen(attempt(0, 2, 550));
        for (int i = 0; i < 4 * MANY; i++) {
            String id = i % 2 == 0 ? "message.not-sent" : "recipient.accepted";
            Finding finding = FindingText.of(id).filled(java.util.Map.of(), OptionalInt.of(i % 50), List.of());
            all.add(new Judgement(finding, Optional.empty(), i % 7));
        }
        List<Finding> ordered = Ranking.order(all, seen);
        assertThat(ordered).hasSize(all.size());
        assertThat(ordered.get(0).attempt()).hasValue(0);
    }

    @Test
    void withoutTimeTheCauseIsFoundAndTheRestIsNamed() {
        ProbeReport report = report(seen(attempt(0, 5, 550)), and((seen, catalogue) -> List.of()), () -> true);
        assertThat(report.rootCause().orElseThrow().summary()).contains("number 5");
        assertThat(report.finding("checks.unfinished").orElseThrow().explanation())
                .containsPattern("did not finish: [1-9][0-9]* of the library");
        assertThat(report.findings()).as("and the first that a check finds").hasSize(3);
    }

    @Test
    void timeIsAskedForBetweenChecksAndInThem() {
        AtomicInteger asked = new AtomicInteger();
        ProbeReport report = report(seen(attempt(0, 100, 550)), Checks.checklist(), () -> asked.incrementAndGet() > 20);
        assertThat(report.has("checks.unfinished")).isTrue();
        assertThat(report.findings()).hasSizeLessThan(30).hasSizeGreaterThan(2);
    }

    @Test
    void anApplicationsCheckCannotFloodTheReport() {
        Finding one = FindingText.of("check.failed").filled(java.util.Map.of(), OptionalInt.empty(), List.of());
        ProbeReport report = report(
                seen(attempt(0, 1, 550)), and((seen, catalogue) -> Collections.nCopies(50_000, one)), () -> false);
        assertThat(report.findings()).hasSizeLessThan(AttemptFindings.MOST_OF_ONE + 10);
        assertThat(report.finding("checks.left-out").orElseThrow().summary())
                .contains(Integer.toString(50_000 - AttemptFindings.MOST_OF_ONE));
    }

    @Test
    void aSlowCheckEndsWithTheProbesTime() {
        MemoryTransport memory =
                new MemoryTransport(Delivery.WHOLE, null, Script.parse("S: 554 no service here\nC: QUIT\nS: 221 bye"));
        List<String> ran = new ArrayList<>();
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .check("acme.slow", (seen, catalogue) -> {
                    memory.ticker().advance(Duration.ofSeconds(31));
                    return List.of();
                })
                .check("acme.late", (seen, catalogue) -> {
                    ran.add("late");
                    return List.of();
                })
                .build()
                .probe(ProbeRequest.to("192.0.2.1", 25).tls(TlsMode.PLAIN).build());
        assertThat(report.rootCause()).isPresent();
        assertThat(ran).as("the time was over before its turn").isEmpty();
        assertThat(report.finding("checks.unfinished").orElseThrow().explanation())
                .as("it is named as its author named it")
                .contains("did not finish: acme.late.")
                .doesNotContain("GuardedCheck", "UnresolvedName");
    }

    /** A greeting of the longest line took the stack, and with it a check. */
    @Test
    void longNamesAreRead() {
        String name = "a.".repeat(6_000) + "a";
        ProbeReport report = Explain.dialogue("S: 220 " + name + " ESMTP\nC: EHLO x\nS: 250 " + name);
        assertThat(report.has("check.failed")).as(report.toString()).isFalse();
    }
}

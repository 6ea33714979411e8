/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.deadlines;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.MemoryRoutes;
import io.github.smtpprobe.harness.Zone;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.transcript.Entry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a report says of a conversation that was to end early: that it ended as asked, and nothing of what lies behind. */
class StopReportTest {
    private static final String FAILED_MARK = "\u2717";

    static Stream<Arguments> stops() {
        return Stream.of(StopWay.values()).flatMap(way -> way.steps().stream().map(stop -> Arguments.of(way, stop)));
    }

    private static ProbeReport probe(ProbeRequest request, Script... scripts) {
        MemoryTransport memory =
                new MemoryTransport(Delivery.WHOLE, DialogueFile.good().serverContext(), scripts);
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .tlsSettings(DialogueFile.quickly())
                .build()
                .probe(request);
        Invariants.check(report);
        return report;
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("stops")
    void whatWorksUpToTheLastStepPasses(StopWay way, Stage stop) {
        ProbeReport report = probe(way.request(stop).build(), way.script(stop, Optional.empty()));
        String text = TextReport.render(report).replaceAll("\\s+", " ");
        assertThat(report.passed()).as(text).isTrue();
        assertThat(report.publicSummary()).isEqualTo("The mail server works as far as it was asked.");
        assertThat(text).contains("To end after ", ", as asked.").doesNotContain(FAILED_MARK);
        assertThat(HtmlReport.render(report))
                .contains("<li>Nothing behind the step " + stop.label() + " was asked for.");
        assertThat(report.findings()).as(text).noneMatch(each -> each.severity() == Severity.ERROR);
        assertThat(later(way, stop, report)).as(text).allMatch(fact -> fact.state() == Fact.State.NOT_ASKED);
        leftPolitely(way, stop, report);
    }

    /** QUIT, wherever the server has greeted and is listening: behind its 354 a line would be one of the message (RFC 5321 §4.1.1.4). */
    private static void leftPolitely(StopWay way, Stage stop, ProbeReport report) {
        boolean greeted = way.place(stop) >= way.place(Stage.GREETING);
        boolean polite = greeted && stop != Stage.DATA;
        List<String> sent = report.transcript().entries().stream()
                .filter(each -> each.direction() == Entry.Direction.CLIENT)
                .map(Entry::text)
                .toList();
        assertThat(sent.stream().filter("QUIT"::equals)).as(report.toString()).hasSize(polite ? 1 : 0);
        assertThat(report.state(Stage.QUIT)).isEqualTo(polite ? Fact.State.PASSED : Fact.State.NOT_ASKED);
        if (stop == Stage.DATA) {
            assertThat(sent).last().isEqualTo("DATA");
        }
    }

    /** The facts of the steps behind the last one, of which nothing is known; where QUIT comes, it comes at the end. */
    private static List<Fact> later(StopWay way, Stage stop, ProbeReport report) {
        return report.attempts().get(0).facts().stream()
                .filter(fact -> fact.stage() != Stage.QUIT)
                .filter(fact -> way.order().indexOf(fact.stage()) >= way.end(stop))
                .toList();
    }

    static Stream<Arguments> refusals() {
        return stops().flatMap(each -> {
            StopWay way = (StopWay) each.get()[0];
            return way.order().stream()
                    .distinct()
                    .filter(step -> step != Stage.CONNECT && step != Stage.TLS)
                    .filter(step -> step != Stage.STARTTLS || way == StopWay.STARTTLS)
                    .filter(step -> way.place(step) <= way.place((Stage) each.get()[1]))
                    .map(step -> Arguments.of(way, each.get()[1], step));
        });
    }

    @ParameterizedTest(name = "{0} to {1}, refused at {2}")
    @MethodSource("refusals")
    void whatIsRefusedBeforeFails(StopWay way, Stage stop, Stage refused) {
        ProbeReport report = probe(way.request(stop).build(), way.script(stop, Optional.of(refused)));
        String text = TextReport.render(report);
        assertThat(report.verdict()).as(text).isEqualTo(Verdict.FAILED);
        assertThat(report.decidingStage()).as(text).contains(refused);
        assertThat(report.attempts().get(0).facts())
                .as(text)
                .noneMatch(fact -> fact.state() == Fact.State.FAILED
                        && fact.stage() != Stage.QUIT
                        && (way != StopWay.PIPELINED
                                || fact.stage() != Stage.RCPT_TO) // sent before the sender was refused
                        && way.place(fact.stage()) > way.place(refused));
        assertThat(later(way, stop, report)).as(text).noneMatch(fact -> fact.state() == Fact.State.FAILED);
        assertThat(text).contains("as asked.");
    }

    private static final String HEARD = "S: 220 mx\nC: [redacted]\nS: 250 mx\nC: QUIT\nS: 221 bye";

    /** Where one exchanger is enough the second is not asked, and where each is to be asked all end alike. */
    @Test
    void exchangersEndAlike() {
        Zone zone = Zone.ofExchangers("mx1.example 192.0.2.1", "mx2.example 192.0.2.2");
        for (Coverage coverage : Coverage.values()) {
            ProbeRequest request = ProbeRequest.toMxOf("example.com")
                    .coverage(coverage)
                    .withoutSecondLook()
                    .stopAfter(Stage.EHLO)
                    .build();
            ProbeReport report =
                    MemoryRoutes.probe(zone, MemoryRoutes.memory(Script.parse(HEARD), Script.parse(HEARD)), request);
            assertThat(report.passed()).isTrue();
            assertThat(report.attempts()).hasSize(coverage == Coverage.ALL ? 2 : 1);
            assertThat(report.attempts()).allMatch(each -> each.state(Stage.QUIT) == Fact.State.PASSED);
            assertThat(HtmlReport.render(report).contains("Not tried: "))
                    .as("what was not asked is said")
                    .isEqualTo(coverage != Coverage.ALL);
        }
        ProbeRequest request = ProbeRequest.toMxOf("example.com")
                .withoutSecondLook()
                .stopAfter(Stage.GREETING)
                .build();
        Script greets = Script.parse("S: 220 mx\nC: QUIT\nS: 221 bye");
        ProbeReport second = MemoryRoutes.probe(zone, MemoryRoutes.memory(greets), request, "192.0.2.1:25");
        assertThat(second.passed()).isTrue();
        assertThat(second.attempts()).hasSize(2);
        ProbeReport none = MemoryRoutes.probe(zone, MemoryRoutes.memory(), request, "192.0.2.1:25", "192.0.2.2:25");
        assertThat(none.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(TextReport.render(none)).contains("To end after the greeting, as asked.");
    }

    @Test
    void theLadderEndsAtItsFirstStepThatWorks() {
        for (Stage stop : List.of(Stage.CONNECT, Stage.GREETING)) {
            Script script = Script.parse(stop == Stage.CONNECT ? "* pause 1000ms" : "S: 220 mx\nC: QUIT\nS: 221 bye");
            ProbeReport report = MemoryRoutes.probe(
                    Zone.ofHost("mail.example", "192.0.2.1"),
                    MemoryRoutes.memory(script),
                    ProbeRequest.to("mail.example")
                            .withoutSecondLook()
                            .stopAfter(stop)
                            .build());
            assertThat(report.passed()).as(report.toString()).isTrue();
            assertThat(report.attempts()).hasSize(1);
            assertThat(TextReport.render(report)).contains(", as asked.").doesNotContain(FAILED_MARK);
        }
    }

    /** One of two recipients is refused, with and without the wish to go on with the other: the verdict is that of the recipients. */
    @Test
    void aRefusedRecipientFailsAlsoWhereOthersWouldGetTheMessage() {
        for (Stage stop : List.of(Stage.RCPT_TO, Stage.DATA)) {
            ProbeRequest request = ProbeRequest.to(DialogueFile.HOST, 25)
                    .connectTo("127.0.0.1")
                    .tls(TlsMode.PLAIN)
                    .withoutSecondLook()
                    .envelope("ada@example.com", "bob@example.com", "eve@example.com")
                    .message("text".getBytes(StandardCharsets.US_ASCII))
                    .sendToAccepted()
                    .stopAfter(stop)
                    .build();
            String begins = "S: 220 mx\nC: [redacted]\nS: 250 mx\nC: [redacted]\nS: 250 ok\nC: [redacted]\nS: 250 ok\n"
                    + "C: [redacted]\nS: 550 no\n";
            String ends = stop == Stage.DATA ? "C: DATA\nS: 354 go\n* closed" : "C: QUIT\nS: 221 bye";
            ProbeReport report = probe(request, Script.parse(begins + ends));
            assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(report.decidingStage()).contains(Stage.RCPT_TO);
            assertThat(report.state(Stage.DATA))
                    .isEqualTo(stop == Stage.DATA ? Fact.State.PASSED : Fact.State.NOT_ASKED);
            assertThat(report.state(Stage.END_OF_DATA)).isEqualTo(Fact.State.NOT_ASKED);
        }
    }
}

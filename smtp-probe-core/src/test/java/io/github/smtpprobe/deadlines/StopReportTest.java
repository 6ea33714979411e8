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
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.transcript.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a report says of a conversation that was to end early: that it ended as asked, and nothing of what lies behind. */
class StopReportTest {
    private static final String FAILED_MARK = "\u2717";

    /** A way to ask, with everything given that the last step leaves room for. */
    private enum Way {
        CLEAR,
        XCLIENT,
        STARTTLS,
        OFFERED,
        IMPLICIT,
        LMTP,
        PIPELINED;

        TlsMode mode() {
            return switch (this) {
                case STARTTLS -> TlsMode.STARTTLS;
                case OFFERED -> TlsMode.STARTTLS_IF_OFFERED;
                case IMPLICIT -> TlsMode.IMPLICIT_TLS;
                default -> TlsMode.PLAIN;
            };
        }

        /** The steps that this way has, in the order of the wire; each is worth asking for. */
        List<Stage> steps() {
            List<Stage> all = new ArrayList<>(List.of(Stage.CONNECT));
            if (this == IMPLICIT) {
                all.add(Stage.TLS);
            }
            all.add(Stage.GREETING);
            if (this == STARTTLS || this == OFFERED) {
                all.addAll(List.of(Stage.STARTTLS, Stage.TLS));
            }
            all.add(Stage.EHLO);
            if (this == XCLIENT) {
                all.add(Stage.XCLIENT);
            }
            all.addAll(List.of(Stage.AUTH, Stage.MAIL_FROM, Stage.RCPT_TO, Stage.DATA, Stage.END_OF_DATA));
            return all;
        }
    }

    static Stream<Arguments> stops() {
        return Stream.of(Way.values()).flatMap(way -> way.steps().stream().map(stop -> Arguments.of(way, stop)));
    }

    private static ProbeRequest.Builder request(Way way, Stage stop) {
        ProbeRequest.Builder request = ProbeRequest.to(DialogueFile.HOST, way == Way.LMTP ? 24 : 2525)
                .connectTo("127.0.0.1")
                .tls(way.mode())
                .withoutSecondLook()
                .allowCleartextCredentials()
                .envelope("ada@example.com", "bob@example.com")
                .message("text".getBytes(StandardCharsets.US_ASCII))
                .stopAfter(stop);
        if (stop.compareTo(Stage.AUTH) >= 0) {
            request.credentials(Credentials.password("ada", Secret.of(DialogueFile.PASSWORD)));
        }
        if (way == Way.LMTP) {
            request.lmtp();
        }
        if (way == Way.PIPELINED) {
            request.pipelining();
        }
        if (way == Way.XCLIENT && stop.compareTo(Stage.XCLIENT) >= 0) {
            request.xclient(Map.of("ADDR", "192.0.2.7"));
        }
        return request;
    }

    /** A server at which everything works up to the last step, or one that refuses a step and whatever comes after it. */
    private static Script script(Way way, Stage stop, Optional<Stage> refused) {
        StringBuilder all = new StringBuilder();
        boolean later = way == Way.STARTTLS || way == Way.OFFERED;
        boolean inside = way == Way.IMPLICIT;
        for (Stage each : order(way).subList(0, end(way, stop))) {
            if (each != Stage.CONNECT) {
                String said = refused.filter(each::equals).isPresent() ? "S: 550 no\n" : answer(each, later && !inside);
                inside |= each == Stage.TLS;
                all.append(sent(each)).append(said);
                if (said.equals("S: 550 no\n")) {
                    return Script.parse(secured(all + "C: [redacted]\nS: 550 no\n".repeat(8)));
                }
            }
        }
        boolean mute = stop == Stage.CONNECT || stop == Stage.TLS && way == Way.IMPLICIT;
        all.append(mute ? "* pause 1000ms\n" : stop == Stage.DATA ? "* closed\n" : "C: QUIT\nS: 221 bye\n");
        return Script.parse(secured(all.toString()));
    }

    /** The steps on the wire: hello comes again after TLS and after XCLIENT. */
    private static List<Stage> order(Way way) {
        List<Stage> all = new ArrayList<>(way.steps());
        if (all.contains(Stage.STARTTLS)) {
            all.add(all.indexOf(Stage.STARTTLS), Stage.EHLO);
        }
        if (all.contains(Stage.XCLIENT)) {
            all.add(all.indexOf(Stage.AUTH), Stage.EHLO);
        }
        return all;
    }

    /** How many of them there are up to a last step; after STARTTLS nothing but the handshake can follow. */
    private static int end(Way way, Stage stop) {
        List<Stage> order = order(way);
        boolean startTls = stop == Stage.STARTTLS;
        return 1 + (way == Way.XCLIENT ? order.indexOf(stop) : order.lastIndexOf(startTls ? Stage.TLS : stop));
    }

    private static int place(Way way, Stage stage) {
        return way.steps().indexOf(stage);
    }

    private static String sent(Stage stage) {
        return switch (stage) {
            case TLS -> "* tls any\n";
            case GREETING -> "";
            case END_OF_DATA -> "C: text\nC: .\n";
            default -> "C: [redacted]\n";
        };
    }

    private static String answer(Stage stage, boolean startTls) {
        return switch (stage) {
            case TLS -> "";
            case GREETING, XCLIENT, STARTTLS -> "S: 220 mx\n";
            case EHLO ->
                "S: 250-mx\nS: 250-PIPELINING\nS: 250-XCLIENT ADDR\n" + (startTls ? "S: 250-STARTTLS\n" : "")
                        + "S: 250 AUTH PLAIN\n";
            case AUTH -> "S: 235 ok\n";
            case DATA -> "S: 354 go\n";
            default -> "S: 250 ok\n";
        };
    }

    private static String secured(String text) {
        int tls = text.indexOf("* tls");
        return tls < 0 ? text : text.substring(0, tls) + text.substring(tls).replaceAll("(?m)^([SC]):", "$1~");
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
    void whatWorksUpToTheLastStepPasses(Way way, Stage stop) {
        ProbeReport report = probe(request(way, stop).build(), script(way, stop, Optional.empty()));
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
    private static void leftPolitely(Way way, Stage stop, ProbeReport report) {
        boolean greeted = place(way, stop) >= place(way, Stage.GREETING);
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
    private static List<Fact> later(Way way, Stage stop, ProbeReport report) {
        return report.attempts().get(0).facts().stream()
                .filter(fact -> fact.stage() != Stage.QUIT)
                .filter(fact -> order(way).indexOf(fact.stage()) >= end(way, stop))
                .toList();
    }

    static Stream<Arguments> refusals() {
        return stops().flatMap(each -> {
            Way way = (Way) each.get()[0];
            return order(way).stream()
                    .distinct()
                    .filter(step -> step != Stage.CONNECT && step != Stage.TLS)
                    .filter(step -> step != Stage.STARTTLS || way == Way.STARTTLS)
                    .filter(step -> place(way, step) <= place(way, (Stage) each.get()[1]))
                    .map(step -> Arguments.of(way, each.get()[1], step));
        });
    }

    @ParameterizedTest(name = "{0} to {1}, refused at {2}")
    @MethodSource("refusals")
    void whatIsRefusedBeforeFails(Way way, Stage stop, Stage refused) {
        ProbeReport report = probe(request(way, stop).build(), script(way, stop, Optional.of(refused)));
        String text = TextReport.render(report);
        assertThat(report.verdict()).as(text).isEqualTo(Verdict.FAILED);
        assertThat(report.decidingStage()).as(text).contains(refused);
        assertThat(report.attempts().get(0).facts())
                .as(text)
                .noneMatch(fact -> fact.state() == Fact.State.FAILED
                        && fact.stage() != Stage.QUIT
                        && (way != Way.PIPELINED || fact.stage() != Stage.RCPT_TO) // sent before the sender was refused
                        && place(way, fact.stage()) > place(way, refused));
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

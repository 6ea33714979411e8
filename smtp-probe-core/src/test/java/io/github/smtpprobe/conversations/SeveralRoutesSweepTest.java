/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeEvent;
import io.github.smtpprobe.ProbeListener;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Surfaces;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Probes of several routes of which one, or all, hang in some way, and whose servers say what no terminal should see: the call
 * returns by its deadline, every route is named, and no text that can be made of the report holds anything invisible.
 */
@Tag("sweep")
class SeveralRoutesSweepTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    /** Escapes of terminals, C1, writing direction, ends of lines, octets that are no text, and markup. */
    private static final String ODD =
            "\\x1B[2J\\x9B31m\\u{202E}\\u{2028}\\u{85}\\x07\\x7F\\u{FEFF}\\xFF\\u{E0041} <b>\"'&\\\\x1B \\u{FFFFE}";

    /** What a probe goes to. */
    private enum Shape {
        EXCHANGERS(6, false),
        ALL_EXCHANGERS(6, true),
        LADDER(6, true),
        ALL_ADDRESSES(2, false);

        private final int routes;
        private final boolean shown;

        Shape(int routes, boolean shown) {
            this.routes = routes;
            this.shown = shown;
        }

        ProbeRequest.Builder request() {
            return switch (this) {
                case EXCHANGERS -> ProbeRequest.toMxOf("example.com");
                case ALL_EXCHANGERS -> ProbeRequest.toMxOf("example.com").coverage(Coverage.ALL);
                case LADDER -> ProbeRequest.to("mx0.example.com");
                case ALL_ADDRESSES -> ProbeRequest.to("mx0.example.com", 2525).coverage(Coverage.ALL);
            };
        }
    }

    private static final String CONNECTING = "connecting hangs";
    private static final Map<String, String> BEHAVIOURS = behaviours();

    /** Where a route hangs, in clear text; HELLO and UPGRADE stand for the way to TLS and into it. */
    private static Map<String, String> behaviours() {
        String hello = "S: 220 mx " + ODD + "\nC: EHLO x\n";
        String mail = "C: MAIL FROM:<ada@example.com>\n";
        Map<String, String> all = new LinkedHashMap<>();
        all.put("silence", "* silence");
        all.put("a greeting that drips", "* drip 700ms\nS: 220 " + ODD.repeat(3));
        all.put("a greeting without end", ("S: 220-" + ODD + "\n* pause 900ms\n").repeat(40));
        all.put("no greeting", "S: " + ODD + "\n* silence");
        all.put("a refusal", "S: 554 no " + ODD + "\n* silence");
        all.put("silence to EHLO", hello + "* silence");
        all.put("keywords without end", hello + ("S: 250-" + ODD + "\n* pause 900ms\n").repeat(40));
        all.put("silence to STARTTLS", hello + "S: 250-" + ODD + "\nS: 250 STARTTLS\nC: STARTTLS\n* silence");
        all.put("silence to a TLS hello", "HELLO\n* silence");
        all.put("a handshake that drips", "HELLO\n* drip 500ms\nS: \\x16\\x03\\x03\\x10" + "\\x02".repeat(80) + "\\-");
        all.put("clear text to a TLS hello", "HELLO\nS: 500 " + ODD + "\n* silence");
        all.put("new keys again and again", "UPGRADE\n" + "* rekey\n* pause 400ms\n".repeat(90));
        all.put("silence inside TLS", "UPGRADE\n* silence");
        all.put("silence to MAIL", hello + "S: 250 " + ODD + "\n" + mail + "* silence");
        all.put(
                "silence to RSET",
                hello + "S: 250 x\n" + mail + "S: 250 " + ODD + "\nC: RCPT TO:<bob@example.com>\nS: 550 5.1.1 " + ODD
                        + "\nC: RSET\n* silence");
        all.put("half an end", hello + "S: 421 " + ODD + "\n* half-closed\n* silence");
        return all;
    }

    private static String script(String behaviour, TlsMode mode) {
        boolean implicit = mode == TlsMode.IMPLICIT_TLS;
        String way = implicit ? "" : "S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\n";
        return behaviour.replace("HELLO", way + "* client-hello").replace("UPGRADE", way + "* tls any");
    }

    /** Works, and says odd things wherever it may. */
    private static String works(TlsMode mode) {
        String talk = "S: 220 mx " + ODD + "\nC: EHLO x\nS: 250-mx " + ODD + "\nS: 250 X" + ODD
                + "\nC: MAIL FROM:<ada@example.com>\nS: 250 " + ODD + "\nC: RCPT TO:<bob@example.com>\nS: 250 ok " + ODD
                + "\nC: RSET\nS: 250 " + ODD + "\nC: QUIT\nS: 221 " + ODD;
        String secured = talk.replaceAll("(?m)^([SC]):", "$1~");
        return switch (mode) {
            case IMPLICIT_TLS -> "* tls any\n" + secured;
            case STARTTLS ->
                "S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\n* tls any\n"
                        + secured.substring(secured.indexOf("C~"));
            default -> talk;
        };
    }

    /** Three exchangers with two addresses each, whose names are as odd as a resolver can make them. */
    private static final class Names implements MailResolver {
        @Override
        public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
            return Answer.found(List.of(
                    new Exchanger(0, "mx0.example.com"),
                    new Exchanger(1, "mx1.example.com"),
                    new Exchanger(2, "mx2.example.com"),
                    new Exchanger(3, "mx3\u001B[2J\u202E\u0085.example.com")));
        }

        @Override
        public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
            byte number = (byte) host.charAt(2);
            try {
                return Answer.found(List.of(
                        InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, number}),
                        InetAddress.getByAddress(new byte[] {(byte) 198, 51, 100, number})));
            } catch (UnknownHostException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    static Stream<Arguments> cases() {
        return Stream.of(Shape.values())
                .flatMap(shape -> Stream.concat(Stream.of(CONNECTING), BEHAVIOURS.keySet().stream())
                        .map(behaviour -> Arguments.of(shape, behaviour)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void returnsInTimeAndShowsNothingInvisible(Shape shape, String behaviour) throws Exception {
        for (int bad : new int[] {1, shape.routes}) {
            ProbeReport report = probe(shape, behaviour, bad, LONG);
            inTime(shape, report, LONG);
            if (shape.shown) {
                Invariants.check(report);
                Surfaces.of(report).forEach(Invariants::holdsNothingInvisible);
            }
        }
        Duration little = Duration.ofMillis(900);
        inTime(shape, probe(shape, behaviour, shape.routes, little), little);
    }

    private static void inTime(Shape shape, ProbeReport report, Duration deadline) {
        assertThat(report.took()).as(report.toString()).isLessThanOrEqualTo(deadline);
        if (shape.request().build().coverage() == Coverage.ALL) {
            assertThat(routes(report)).as(report.toString()).hasSize(shape.routes);
        }
    }

    private static Set<String> routes(ProbeReport report) {
        Set<String> routes = new TreeSet<>();
        report.attempts().stream()
                .filter(each -> each.purpose() == Purpose.PROBE)
                .forEach(each -> routes.add(name(each.route())));
        return routes;
    }

    private static String name(Route route) {
        return route.addressText() + ":" + route.port();
    }

    /** So many of the routes behave badly, in the order in which they are first connected to. */
    private static ProbeReport probe(Shape shape, String behaviour, int bad, Duration deadline) {
        List<String> seen = new ArrayList<>();
        String lines = BEHAVIOURS.get(behaviour);
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE,
                DialogueFile.good().serverContext(),
                route -> Script.parse(
                        seen.indexOf(name(route)) < bad ? script(lines, route.mode()) : works(route.mode())));
        ProbeReport report = SmtpProbe.builder()
                .resolver(new Names())
                .transport((route, limit) -> {
                    if (!seen.contains(name(route))) {
                        seen.add(name(route));
                    }
                    if (lines == null && seen.indexOf(name(route)) < bad) {
                        memory.ticker().advance(limit.remaining());
                        throw new SocketTimeoutException("connect \u001B[2J");
                    }
                    return memory.connect(route, limit);
                })
                .ticker(memory.ticker())
                .tlsSettings(DialogueFile.quickly())
                .seed(1)
                .listener(new ProbeListener() {
                    @Override
                    public void recorded(ProbeEvent.Recorded event) {
                        Invariants.holdsNothingInvisible(
                                event.entry() + event.entry().text().replaceAll("[\r\n]", ""));
                    }

                    @Override
                    public void observed(ProbeEvent.Observed event) {
                        Invariants.holdsNothingInvisible(event.fact().toString());
                    }
                })
                .build()
                .probe(shape.request()
                        .deadline(deadline)
                        .envelope("ada@example.com", "bob@example.com")
                        .build());
        assertThat(report.has("listener.failed")).as("what listeners hear").isFalse();
        assertThat(memory.open()).isZero();
        return report;
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.ProbeListener;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.report.Reason;
import io.github.smtpprobe.report.SkipReason;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Timeouts;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How routes, waits and looks share the time of a probe: on a virtual clock. */
class SharedTimeTest {
    private static final String SILENT = "* silence";
    private static final String CLEAR = "S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye";
    private static final String SECURE = "* tls any\nS~ 220 mx\nC~ EHLO x\nS~ 250 mx\nC~ QUIT\nS~ 221 bye";

    /** A probe, and when each of its connections was made. */
    private record Seen(ProbeReport report, List<Long> connections) {}

    private static Seen probe(ProbeRequest.Builder request, String... scripts) {
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE,
                DialogueFile.good().serverContext(),
                List.of(scripts).stream().map(Script::parse).toArray(Script[]::new));
        List<Long> connections = new ArrayList<>();
        ProbeReport report = SmtpProbe.builder()
                .transport((route, deadline) -> {
                    connections.add(memory.ticker().nanos() / 1_000_000);
                    return memory.connect(route, deadline);
                })
                .ticker(memory.ticker())
                .tlsSettings(DialogueFile.trusting())
                .build()
                .probe(request.connectTo("127.0.0.1").build());
        Invariants.check(report);
        assertThat(memory.open()).isZero();
        return new Seen(report, connections);
    }

    private static ProbeRequest.Builder request(int port, TlsMode mode) {
        return ProbeRequest.to(DialogueFile.HOST, port).tls(mode);
    }

    @Test
    void aSilentPortDoesNotEatTheTimeOfTheNext() {
        Seen seen = probe(ProbeRequest.to(DialogueFile.HOST), SILENT, SILENT, SECURE);
        assertThat(seen.report().passed()).as(seen.report().toString()).isTrue();
        assertThat(seen.report().decisive().orElseThrow().route().port()).isEqualTo(465);
        assertThat(seen.report().attempts())
                .extracting(Attempt::purpose)
                .containsExactly(Purpose.PROBE, Purpose.SECOND_LOOK, Purpose.PROBE);
        assertThat(seen.connections()).containsExactly(0L, 8_000L, 10_000L);
    }

    /** On port 25 there is no look, and the silent one has its share alone: of two exchangers a half, of five a fifth. */
    @ParameterizedTest(name = "{0} silent exchangers before one that works")
    @ValueSource(ints = {1, 4})
    void aSilentExchangerDoesNotEatTheTimeOfTheNext(int silent) throws Exception {
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE,
                null,
                Stream.concat(Collections.nCopies(silent, SILENT).stream(), Stream.of(CLEAR))
                        .map(Script::parse)
                        .toArray(Script[]::new));
        InetAddress address = InetAddress.getByName("192.0.2.1");
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .resolver(new MailResolver() {
                    @Override
                    public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
                        return Answer.found(IntStream.rangeClosed(0, silent)
                                .mapToObj(number -> new Exchanger(number, "mx" + number + ".example"))
                                .toList());
                    }

                    @Override
                    public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
                        return Answer.found(List.of(address));
                    }
                })
                .build()
                .probe(ProbeRequest.toMxOf("example.com").build());
        Invariants.check(report);
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(report.decisive().orElseThrow().index()).isEqualTo(silent);
        assertThat(report.took())
                .isEqualTo(Duration.ofSeconds(30).multipliedBy(silent).dividedBy(silent + 1));
    }

    @Test
    void theOnlyRouteMayWaitForItsGreetingToTheDeadline() {
        Seen seen = probe(request(587, TlsMode.PLAIN), "* pause 29000ms\n" + CLEAR, SILENT);
        assertThat(seen.report().passed()).as(seen.report().toString()).isTrue();
        assertThat(seen.connections()).containsExactly(0L, 8_000L);
        Seen relay = probe(request(25, TlsMode.PLAIN), "* pause 29000ms\n" + CLEAR);
        assertThat(relay.report().passed()).isTrue();
        assertThat(relay.connections()).as("no early talk").containsExactly(0L);
    }

    @Test
    void aModeThatWaitsForTlsListensInClearAfterTwoSeconds() {
        Seen seen = probe(request(4465, TlsMode.IMPLICIT_TLS), SILENT, "S: 220 mx\nC: QUIT\nS: 221 bye");
        assertThat(seen.connections()).containsExactly(0L, 2_000L);
        assertThat(seen.report().has("port.expects-clear-text"))
                .as(seen.report().toString())
                .isTrue();
        assertThat(seen.report().took()).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void aHelloComesAfterTwoSecondsOn465() {
        Seen seen = probe(request(465, TlsMode.STARTTLS), SILENT, "* tls any\nS~ 220 mx\nC~ QUIT\nS~ 221 bye");
        assertThat(seen.connections()).containsExactly(0L, 2_000L);
        assertThat(seen.report().has("port.expects-tls")).isTrue();
        assertThat(seen.report().took()).isLessThan(Duration.ofSeconds(3));
    }

    /** What the second connection heard of the peer ends the wait on the first; silence and a broken handshake do not. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "IMPLICIT_TLS | S: 421 busy                              | true",
                "IMPLICIT_TLS | S: SSH-2.0-OpenSSH_9.6                   | true",
                "IMPLICIT_TLS | * silence                                | false",
                "IMPLICIT_TLS | * closed                                 | false",
                "STARTTLS     | * tls any~S~ 554 no                      | true",
                "STARTTLS     | * tls any~S~ HTTP/1.1 400 Bad Request    | true",
                "STARTTLS     | * tls any~* silence                      | false",
                "STARTTLS     | * silence                                | false",
                "STARTTLS     | * closed                                 | false"
            })
    void theWaitEndsWithALookThatHeardThePeer(TlsMode mode, String second, boolean ends) {
        Seen seen =
                probe(request(4465, mode), SILENT, second.replace("~S", "\nS").replace("~*", "\n*"));
        assertThat(seen.connections()).hasSize(2);
        long took = seen.report().took().toSeconds();
        assertThat(took).as(seen.report().toString()).isEqualTo(ends ? mode == TlsMode.STARTTLS ? 8 : 2 : 30);
        assertThat(seen.report().decisive().orElseThrow().purpose()).isEqualTo(Purpose.PROBE);
    }

    /** A first connection that ended while the second was looked at is reported as ended, not as silent. */
    @Test
    void whatHappenedMeanwhileIsHeardAfterTheLook() {
        Seen seen = probe(request(4465, TlsMode.IMPLICIT_TLS), "* pause 2050ms\n* closed", "* pause 100ms\nS: 220 mx");
        assertThat(seen.report()
                        .attempts()
                        .get(0)
                        .fact(Fact.TlsHandshake.class)
                        .orElseThrow()
                        .outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(Reason.TLS_CLOSED));
        assertThat(seen.report().has("port.expects-clear-text"))
                .as(seen.report().toString())
                .isTrue();
        assertThat(seen.report().took()).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void theLookEndsWhenTheFirstConnectionSpeaks() {
        Seen seen = probe(request(587, TlsMode.PLAIN), "* pause 8500ms\n" + CLEAR, SILENT);
        assertThat(seen.report().passed()).as(seen.report().toString()).isTrue();
        Attempt look = seen.report().attempts().get(1);
        assertThat(look.purpose()).isEqualTo(Purpose.SECOND_LOOK);
        assertThat(look.fact(Fact.TlsHandshake.class).orElseThrow().outcome())
                .isEqualTo(Outcome.skipped(SkipReason.FIRST_CONNECTION_SPOKE));
        assertThat(look.took()).isLessThanOrEqualTo(Duration.ofMillis(550));
        assertThat(seen.report().took()).isEqualTo(Duration.ofMillis(8500));
    }

    @Test
    void aCancelDuringALookIsNoWordOfTheFirstConnection() {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, Script.parse(SILENT));
        ProbeCall[] call = new ProbeCall[1];
        call[0] = SmtpProbe.builder()
                .transport((route, deadline) -> {
                    if (memory.connections() > 0) {
                        call[0].cancel();
                    }
                    return memory.connect(route, deadline);
                })
                .ticker(memory.ticker())
                .build()
                .call(request(587, TlsMode.PLAIN).connectTo("127.0.0.1").build());
        ProbeReport report = call[0].execute();
        Invariants.check(report);
        assertThat(report.has("probe.cancelled")).as(report.toString()).isTrue();
        assertThat(report.attempts().get(1).facts())
                .extracting(Fact::outcome)
                .doesNotContain(Outcome.skipped(SkipReason.FIRST_CONNECTION_SPOKE));
    }

    @Test
    void listenersHearOfOneAttemptAfterTheOther() {
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE, null, Script.parse("* pause 8500ms\n" + CLEAR), Script.parse(SILENT));
        List<String> heard = new ArrayList<>();
        SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .build()
                .call(request(587, TlsMode.PLAIN).connectTo("127.0.0.1").build(), new ProbeListener() {
                    @Override
                    public void attemptStarted(long call, Route route, Purpose purpose) {
                        heard.add(purpose.name());
                    }

                    @Override
                    public void observed(long call, Fact fact) {
                        heard.add(fact.stage().name());
                    }
                })
                .execute();
        assertThat(heard)
                .containsExactly(
                        "PROBE",
                        "CONNECT",
                        "GREETING",
                        "EHLO",
                        "QUIT",
                        "SECOND_LOOK",
                        "CONNECT",
                        "TLS",
                        "GREETING",
                        "QUIT");
    }

    @Test
    void theLimitOfAReplyIsForEachReply() {
        String slow = "S: 220 mx\nC: EHLO x\n* pause 900ms\nS: 250 mx\nC: MAIL FROM:<ada@example.com>\n* pause 900ms\n"
                + "S: 250 ok\nC: RCPT TO:<bob@example.com>\n* pause 900ms\nS: 250 ok\nC: RSET\nS: 250 ok\n"
                + "C: QUIT\nS: 221 bye";
        ProbeRequest.Builder request = request(587, TlsMode.PLAIN)
                .timeouts(Timeouts.STANDARD.withReply(Duration.ofSeconds(1)))
                .envelope("ada@example.com", "bob@example.com");
        assertThat(probe(request, slow).report().passed()).isTrue();
        ProbeReport late = probe(request, slow.replaceFirst("900", "1100")).report();
        assertThat(late.decisive()
                        .orElseThrow()
                        .fact(Fact.Hello.class)
                        .orElseThrow()
                        .outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(Reason.REPLY_TIMEOUT));
    }

    /** The same over real sockets: the thread waits on two connections by turns. */
    @Test
    void aLookOnRealSocketsYieldsToTheFirstConnection() throws Exception {
        try (ScriptedServer server = ScriptedServer.playing(
                        Script.parse("* pause 2300ms\n" + SECURE), Script.parse(SILENT))
                .tls(DialogueFile.good().serverContext())
                .start()) {
            ProbeReport report = SmtpProbe.builder()
                    .tlsSettings(DialogueFile.trusting())
                    .build()
                    .probe(request(server.port(), TlsMode.IMPLICIT_TLS)
                            .connectTo("127.0.0.1")
                            .build());
            Invariants.check(report);
            assertThat(report.passed()).as(report.toString()).isTrue();
            assertThat(report.attempts()).extracting(Attempt::purpose).startsWith(Purpose.PROBE);
            assertThat(server.problems()).isEmpty();
        }
    }

    @Test
    void aLookOnRealSocketsThatHearsThePeerEndsTheWait() throws Exception {
        try (ScriptedServer server = ScriptedServer.playing(
                        Script.parse(SILENT), Script.parse("S: 220 mx\nC: QUIT\nS: 221 bye"))
                .start()) {
            ProbeReport report = SmtpProbe.builder()
                    .build()
                    .probe(request(server.port(), TlsMode.IMPLICIT_TLS)
                            .connectTo("127.0.0.1")
                            .deadline(Duration.ofSeconds(60))
                            .build());
            Invariants.check(report);
            assertThat(report.has("port.expects-clear-text"))
                    .as(report.toString())
                    .isTrue();
            assertThat(report.took()).isLessThan(Duration.ofSeconds(30));
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.deadlines;

import static io.github.smtpprobe.harness.OnVirtualTime.CLEAR;
import static io.github.smtpprobe.harness.OnVirtualTime.SECURE;
import static io.github.smtpprobe.harness.OnVirtualTime.SILENT;
import static io.github.smtpprobe.harness.OnVirtualTime.probe;
import static io.github.smtpprobe.harness.OnVirtualTime.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.OnVirtualTime;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Timeouts;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How routes, waits and looks share the time of a probe: on a virtual clock. */
class SharedTimeTest {
    @Test
    void aSilentPortDoesNotEatTheTimeOfTheNext() {
        OnVirtualTime.Seen seen = probe(ProbeRequest.to(DialogueFile.HOST), SILENT, SILENT, SECURE);
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
        OnVirtualTime.Seen seen = probe(request(587, TlsMode.PLAIN), "* pause 29000ms\n" + CLEAR, SILENT);
        assertThat(seen.report().passed()).as(seen.report().toString()).isTrue();
        assertThat(seen.connections()).containsExactly(0L, 8_000L);
        OnVirtualTime.Seen relay = probe(request(25, TlsMode.PLAIN), "* pause 29000ms\n" + CLEAR);
        assertThat(relay.report().passed()).isTrue();
        assertThat(relay.connections()).as("no early talk").containsExactly(0L);
    }

    @Test
    void aModeThatWaitsForTlsListensInClearAfterTwoSeconds() {
        OnVirtualTime.Seen seen = probe(request(4465, TlsMode.IMPLICIT_TLS), SILENT, "S: 220 mx\nC: QUIT\nS: 221 bye");
        assertThat(seen.connections()).containsExactly(0L, 2_000L);
        assertThat(seen.report().has("port.expects-clear-text"))
                .as(seen.report().toString())
                .isTrue();
        assertThat(seen.report().took()).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void aHelloComesAfterTwoSecondsOn465() {
        OnVirtualTime.Seen seen =
                probe(request(465, TlsMode.STARTTLS), SILENT, "* tls any\nS~ 220 mx\nC~ QUIT\nS~ 221 bye");
        assertThat(seen.connections()).containsExactly(0L, 2_000L);
        assertThat(seen.report().has("port.expects-tls")).isTrue();
        assertThat(seen.report().took()).isLessThan(Duration.ofSeconds(3));
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
        assertThat(late.decisive().orElseThrow().fact(Ehlo.class).orElseThrow().outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(Reason.REPLY_TIMEOUT));
    }
}

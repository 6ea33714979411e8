/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.addresses;

import static io.github.smtpprobe.harness.OnVirtualTime.CLEAR;
import static io.github.smtpprobe.harness.OnVirtualTime.SECURE;
import static io.github.smtpprobe.harness.OnVirtualTime.SILENT;
import static io.github.smtpprobe.harness.OnVirtualTime.probe;
import static io.github.smtpprobe.harness.OnVirtualTime.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeCall;
import io.github.smtpprobe.ProbeEvent;
import io.github.smtpprobe.ProbeListener;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.OnVirtualTime;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a second look ends: by what it hears itself, or by what comes on the first connection meanwhile. */
class LookTimeTest {
    /** What the second connection heard of the peer ends the wait on the first; silence and a broken handshake do not. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "IMPLICIT_TLS | S: 421 busy                              | 2",
                "IMPLICIT_TLS | S: SSH-2.0-OpenSSH_9.6                   | 2",
                "IMPLICIT_TLS | * silence                                | 30",
                "IMPLICIT_TLS | * closed                                 | 30",
                "STARTTLS     | * tls any~S~ 554 no                      | 8",
                "STARTTLS     | * tls any~S~ HTTP/1.1 400 Bad Request    | 8",
                "STARTTLS     | * tls any~* silence                      | 11",
                "STARTTLS     | * pause 1ms~S: HTTP/1.1 400 Bad Request  | 8",
                "STARTTLS     | * pause 1ms~S: SSH-2.0-OpenSSH_9.6       | 8",
                "STARTTLS     | * pause 1ms~S: 554 5.5.1 too early       | 30",
                "STARTTLS     | * silence                                | 30",
                "STARTTLS     | * closed                                 | 30"
            })
    void theWaitEndsWithALookThatHeardThePeer(TlsMode mode, String second, int seconds) {
        OnVirtualTime.Seen seen =
                probe(request(4465, mode), SILENT, second.replace("~S", "\nS").replace("~*", "\n*"));
        assertThat(seen.connections()).hasSize(2);
        long took = seen.report().took().toSeconds();
        assertThat(took).as(seen.report().toString()).isEqualTo(seconds);
        assertThat(seen.report().decisive().orElseThrow().purpose()).isEqualTo(Purpose.PROBE);
    }

    /** A first connection that ended while the second was looked at is reported as ended, not as silent. */
    @Test
    void whatHappenedMeanwhileIsHeardAfterTheLook() {
        OnVirtualTime.Seen seen =
                probe(request(4465, TlsMode.IMPLICIT_TLS), "* pause 2050ms\n* closed", "* pause 100ms\nS: 220 mx");
        assertThat(seen.report()
                        .attempts()
                        .get(0)
                        .fact(TlsHandshake.class)
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
        OnVirtualTime.Seen seen = probe(request(587, TlsMode.PLAIN), "* pause 8500ms\n" + CLEAR, SILENT);
        assertThat(seen.report().passed()).as(seen.report().toString()).isTrue();
        Attempt look = seen.report().attempts().get(1);
        assertThat(look.purpose()).isEqualTo(Purpose.SECOND_LOOK);
        assertThat(look.fact(TlsHandshake.class).orElseThrow().outcome())
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
                    public void attemptStarted(ProbeEvent.AttemptStarted event) {
                        heard.add(event.purpose().name());
                    }

                    @Override
                    public void observed(ProbeEvent.Observed event) {
                        heard.add(event.fact().stage().name());
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

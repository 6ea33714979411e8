/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.testkit.VirtualTicker;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Transcript;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What of a server's answers is kept for other targets: not for long, not much, and nothing that was our own trouble. */
class SharedAttemptsTest {
    private static final int MOST = 1_000;
    private static final Duration AGE = Duration.ofMinutes(10);
    private static final ProbeRequest REQUEST =
            ProbeRequest.toMxOf("example.com").build();

    private final VirtualTicker ticker = new VirtualTicker();
    private final SharedAttempts shared = new SharedAttempts(AGE, ticker);

    private static Route route(int number) {
        return new Route("mx" + number + ".example.com", false, AddressLiteral.parse("192.0.2.1"), 25, TlsMode.PLAIN);
    }

    private static SharedKey question(int number) {
        return SharedKey.of(Asked.by(REQUEST), route(number), Purpose.PROBE);
    }

    private static Attempt attempt(int number, Outcome outcome, int lines, int octets) {
        Entry line = Entry.server("x".repeat(octets).getBytes(StandardCharsets.US_ASCII), false, false, Duration.ZERO);
        return Attempt.builder(route(number), Purpose.PROBE)
                .facts(List.of(Connect.of(outcome, Duration.ZERO)))
                .transcript(Transcript.of(Collections.nCopies(lines, line)))
                .build();
    }

    private boolean keeps(Outcome outcome, int lines, int octets) {
        SharedAttempts fresh = new SharedAttempts(AGE, ticker);
        fresh.add(question(1), List.of(attempt(1, outcome, lines, octets)));
        return fresh.known(question(1), 0).isPresent();
    }

    @Test
    void whatIsKnownIsTheNextAttemptAndTellsItsAge() {
        shared.add(question(1), List.of(attempt(1, Outcome.done(), 10, 50)));
        ticker.advance(AGE);
        Attempt known = shared.known(question(1), 3).orElseThrow().get(0);
        assertThat(known.index()).isEqualTo(3);
        assertThat(known.age()).contains(AGE);
        assertThat(shared.known(question(2), 0)).isEmpty();
        ticker.advance(Duration.ofNanos(1));
        assertThat(shared.known(question(1), 0)).as("too old").isEmpty();
    }

    @Test
    void aServerThatSentMuchIsAskedAgain() {
        assertThat(keeps(Outcome.done(), 300, 50)).isTrue();
        assertThat(keeps(Outcome.done(), 401, 10)).as("many lines").isFalse();
        assertThat(keeps(Outcome.done(), 3, 12_288)).as("long lines").isFalse();
    }

    @Test
    void ourOwnTroubleIsNobodyElses() {
        assertThat(keeps(Outcome.failed(Reason.CONNECTION_CLOSED, ""), 1, 1)).isTrue();
        for (Reason ours : List.of(
                Reason.PROBE_CANCELLED,
                Reason.DEADLINE_PASSED,
                Reason.LOCAL_TROUBLE,
                Reason.EXTENSION_FAILED,
                Reason.PROXY_TARGET_REFUSED)) {
            assertThat(keeps(Outcome.failed(ours, ""), 1, 1)).as(ours.token()).isFalse();
        }
    }

    @Test
    void theOneThatWasAskedForLeastLatelyGoesFirst() {
        for (int i = 0; i < MOST; i++) {
            shared.add(question(i), List.of(attempt(i, Outcome.done(), 1, 1)));
        }
        assertThat(shared.known(question(0), 0)).isPresent();
        shared.add(question(MOST), List.of(attempt(MOST, Outcome.done(), 1, 1)));
        assertThat(shared.known(question(0), 0)).isPresent();
        assertThat(shared.known(question(1), 0)).isEmpty();
        assertThat(shared.known(question(MOST), 0)).isPresent();
    }

    private static Deadline within(Duration time) {
        return Deadline.after(time, Ticker.system());
    }

    @Test
    void whatSomebodyAsksIsWaitedForUntilHeHasAsked() throws Exception {
        assertThat(shared.begin(question(1))).isTrue();
        assertThat(shared.begin(question(1))).isFalse();
        assertThat(shared.begin(question(2))).isTrue();
        assertThat(shared.await(question(1), within(Duration.ZERO)))
                .as("too late")
                .isFalse();
        CompletableFuture<Boolean> waiting =
                CompletableFuture.supplyAsync(() -> shared.await(question(1), within(Patience.AMPLE)));
        shared.end(question(1));
        assertThat(waiting.get()).isTrue();
        assertThat(shared.begin(question(1))).isTrue();
        CompletableFuture<Boolean> ended =
                CompletableFuture.supplyAsync(() -> shared.await(question(1), within(Patience.AMPLE)));
        shared.close();
        assertThat(ended.get()).as("the batch was cancelled").isFalse();
    }

    @Test
    void nobodyWaitsWhereNothingIsShared() {
        SharedAttempts none = new SharedAttempts(Duration.ZERO, ticker);
        assertThat(none.begin(question(1))).isTrue();
        assertThat(none.begin(question(1))).isTrue();
    }
}

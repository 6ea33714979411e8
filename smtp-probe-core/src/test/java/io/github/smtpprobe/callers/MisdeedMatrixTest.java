/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.callers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeCall;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.callers.Sabotage.Misdeed;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.harness.Scripts;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every place where the caller's code runs, with everything that it can do there instead of its work. */
@Tag("sweep")
@Timeout(Patience.HANGING)
class MisdeedMatrixTest {
    /** What the probe cannot do without: its failure ends the attempt, and says nothing of the server. */
    private static final Set<String> VITAL = Set.of(
            "resolver.exchangers",
            "resolver.addresses",
            "policy.allows",
            "transport.connect",
            "connection.read",
            "connection.readAvailable",
            "connection.write",
            "mechanism.accepts",
            "mechanism.start",
            "exchange.initialResponse",
            "exchange.respond",
            "exchange.complete",
            "source.token");
    /** What the probe goes on without, with a warning. */
    private static final Set<String> DISPENSABLE = Set.of(
            "connection.localAddress",
            "connection.close",
            "listener.resolved",
            "listener.attemptStarted",
            "listener.recorded",
            "listener.observed",
            "listener.finished",
            "resolver.names",
            "lookUp.look",
            "check.examine",
            "ticker.nanos");
    /** Whose answers are void, so that null is as good as any. */
    private static final Set<String> SILENT = Set.of(
            "connection.write",
            "connection.close",
            "listener.resolved",
            "listener.attemptStarted",
            "listener.recorded",
            "listener.observed",
            "listener.finished");

    private static final Script ACME = Script.parse("""
        S: 220 mx ESMTP
        C: EHLO x
        S: 250-mx
        S: 250 AUTH X-ACME
        C: AUTH X-ACME
        S: 334 cXVlc3Rpb24=
        C: [redacted]
        S: 235 ok
        C: QUIT
        S: 221 bye
        """);
    private static final Script BEARER = Script.parse("""
        S: 220 mx ESMTP
        C: EHLO x
        S: 250-mx
        S: 250 AUTH XOAUTH2
        C: AUTH XOAUTH2 [redacted]
        S: 235 ok
        C: QUIT
        S: 221 bye
        """);
    private static final Script RELAY = Script.parse(Scripts.WORKS);

    /** One probe with one misdeed, and what came of it. */
    private record Trial(Sabotage sabotage, ProbeReport report, int open, boolean interrupted, Duration took) {
        static Trial of(String place, Misdeed misdeed, Duration deadline) {
            Sabotage sabotage = new Sabotage(place, misdeed);
            SabotagedParts parts = new SabotagedParts(sabotage);
            boolean bearer = place.equals("source.token");
            boolean relay = place.equals("resolver.exchangers");
            MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, bearer ? BEARER : relay ? RELAY : ACME);
            SmtpProbe.Builder builder = SmtpProbe.builder()
                    .resolver(parts.new Resolver())
                    .addressPolicy(parts.new Policy())
                    .transport(parts.new Way(memory))
                    .mechanism(parts.new Acme())
                    .listener(parts.new Ear())
                    .lookUp("acme.finder", parts.new Finder())
                    .check("acme.judge", parts.new Judge());
            if (place.equals("ticker.nanos")) {
                builder.ticker(ticker(sabotage));
            }
            ProbeRequest request = request(sabotage, deadline, bearer, relay);
            ProbeCall call = builder.build().call(request);
            AtomicBoolean once = new AtomicBoolean();
            sabotage.means(call::cancel, () -> {
                if (once.compareAndSet(false, true)) {
                    builder.build().probe(request);
                }
            });
            long start = System.nanoTime();
            ProbeReport report = call.execute();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            boolean interrupted = Thread.interrupted();
            return new Trial(sabotage, report, Patience.leftOpen(memory), interrupted, took);
        }

        private static Ticker ticker(Sabotage sabotage) {
            return () -> sabotage.at("ticker.nanos", System::nanoTime, () -> -System.nanoTime());
        }

        private static ProbeRequest request(Sabotage sabotage, Duration deadline, boolean bearer, boolean relay) {
            if (relay) {
                return ProbeRequest.toMxOf("example.com").deadline(deadline).build();
            }
            Credentials credentials = bearer
                    ? Credentials.bearer(
                            "ada@example.com",
                            left -> sabotage.at(
                                    "source.token", () -> Secret.of(DialogueFile.TOKEN), () -> Secret.of("a\r\nb")))
                    : Credentials.password("ada@example.com", Secret.of(DialogueFile.PASSWORD));
            return ProbeRequest.to("mx.example.com", 25)
                    .tls(TlsMode.PLAIN)
                    .credentials(credentials)
                    .allowCleartextCredentials()
                    .reverseNames()
                    .deadline(deadline)
                    .build();
        }
    }

    private static void check(String place, Misdeed misdeed, Trial trial) {
        ProbeReport report = trial.report();
        String what = place + " " + misdeed + ": " + report;
        assertThat(trial.sabotage().reached()).as(what).isTrue();
        Invariants.sweep(report, DialogueFile.PASSWORD);
        assertThat(report.asMap().toString()).as(what).doesNotContain("canary");
        assertThat(trial.open()).as(what + " connections left open").isZero();
        assertThat(trial.interrupted()).as(what + " interrupted").isEqualTo(misdeed == Misdeed.INTERRUPTS_ITSELF);
        // A connection that waits and returns cannot be told from a slow server, nor odd records from an odd zone.
        boolean asIfSilent = misdeed == Misdeed.WAITS_AND_RETURNS
                && (place.startsWith("connection.") || place.startsWith("transport."));
        if (!asIfSilent && !(misdeed == Misdeed.RETURNS_NONSENSE && place.startsWith("resolver."))) {
            assertThat(report.verdict()).as(what).isNotEqualTo(Verdict.FAILED);
        }
        boolean nothingReturned =
                SILENT.contains(place) && (misdeed == Misdeed.RETURNS_NULL || misdeed == Misdeed.RETURNS_NONSENSE);
        if (misdeed.fails() && !nothingReturned) {
            named(place, what, report);
        }
        if (misdeed.throwsSomething() && !place.equals("listener.finished")) {
            assertThat(report.findings())
                    .as(what)
                    .extracting(each -> each.summary() + each.explanation())
                    .anyMatch(
                            each -> each.matches("(?s).* at com[.]example[.]bugs[.]Bugs.*[(]Bugs[.]java:[0-9]+[)].*"));
        }
        if (misdeed == Misdeed.PROBES_AGAIN) {
            assertThat(report.passed()).as(what).isTrue();
        }
    }

    private static void named(String place, String what, ProbeReport report) {
        if (VITAL.contains(place)) {
            assertThat(report.verdict()).as(what).isEqualTo(Verdict.INCONCLUSIVE);
        } else {
            assertThat(report.passed()).as(what).isTrue();
        }
        if (place.startsWith("connection.") && !VITAL.contains(place)) {
            assertThat(report.has("extension.ignored")).as(what).isTrue();
        }
        if (place.equals("source.token")) {
            assertThat(report.rootCause().orElseThrow().id()).as(what).isEqualTo("auth.token-unavailable");
        } else if (place.startsWith("mechanism.") || place.startsWith("exchange.")) {
            assertThat(report.rootCause().orElseThrow().id()).as(what).isEqualTo("auth.mechanism-failed");
            boolean sent = report.transcript().toString().contains("C: AUTH");
            assertThat(report.summary().contains("before AUTH was sent"))
                    .as(what)
                    .isNotEqualTo(sent);
        }
        if (place.equals("lookUp.look")) {
            assertThat(report.has("lookup.failed")).as(what).isTrue();
        }
        if (!place.equals("listener.finished")) { // the report was complete before
            assertThat(report.findings())
                    .as(what)
                    .filteredOn(each -> each.severity() != Severity.INFO)
                    .extracting(each -> each.summary() + each.explanation())
                    .anyMatch(each -> each.contains("SabotagedParts")
                            || each.contains("MisdeedMatrixTest")
                            || each.contains("the token source gave no token"));
        }
    }

    // README, Security: "exception"
    // README, Security: "The application's own code (listeners, checks, look-ups, policies, transports, mechanisms,
    // token
    // sources"
    @ParameterizedTest
    @EnumSource(Misdeed.class)
    void whatDoesNotWait(Misdeed misdeed) {
        if (misdeed.waits()) {
            return; // below, all at once
        }
        for (Set<String> places : List.of(VITAL, DISPENSABLE)) {
            for (String place : places) {
                check(place, misdeed, Trial.of(place, misdeed, Patience.AMPLE));
            }
        }
    }

    /** All at once: each has a thread and a deadline of its own, and none of them holds another. */
    // README, Security: "runs on the probing thread, and is interrupted at the deadline:"
    // README, Security: "or takes too long"
    @Test
    void whatWaitsAndHeedsInterrupts() throws Exception {
        Trial.of("connection.read", Misdeed.THROWS_RUNTIME, Patience.AMPLE); // what is read once is read
        ExecutorService pool = Executors.newCachedThreadPool();
        try {
            List<Future<?>> all = new ArrayList<>();
            for (Misdeed misdeed : List.of(Misdeed.WAITS_AND_THROWS, Misdeed.WAITS_AND_RETURNS)) {
                for (Set<String> places : List.of(VITAL, DISPENSABLE)) {
                    for (String place : places) {
                        if (!place.equals("ticker.nanos")) { // of which the Javadoc says that it must not
                            all.add(pool.submit(() -> waits(place, misdeed)));
                        }
                    }
                }
            }
            for (Future<?> each : all) {
                each.get(4 * Patience.SECONDS, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static void waits(String place, Misdeed misdeed) {
        Trial trial = Patience.until(each -> each.sabotage().reached(), deadline -> {
            Trial each = Trial.of(place, misdeed, deadline);
            // 250 ms are promised; a busy machine gets more.
            assertThat(each.took()).as(place + " " + misdeed).isLessThan(deadline.plus(Patience.AMPLE));
            return each;
        });
        check(place, misdeed, trial);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mechanism.accepts", "connection.read", "listener.recorded", "lookUp.look", "check.examine"})
    void cancellingFreesWhateverWaits(String place) throws Exception {
        Sabotage sabotage = new Sabotage(place, Misdeed.WAITS_AND_THROWS);
        SabotagedParts parts = new SabotagedParts(sabotage);
        ProbeCall call = SmtpProbe.builder()
                .resolver(parts.new Resolver())
                .transport(parts.new Way(new MemoryTransport(Delivery.WHOLE, null, ACME)))
                .mechanism(parts.new Acme())
                .listener(parts.new Ear())
                .lookUp("acme.finder", parts.new Finder())
                .check("acme.judge", parts.new Judge())
                .build()
                .call(Trial.request(sabotage, Duration.ofMinutes(10), false, false));
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            Future<ProbeReport> report = call.executeAsync(pool);
            assertThat(sabotage.awaitReached()).isTrue();
            call.cancel();
            Invariants.check(report.get(Patience.SECONDS, TimeUnit.SECONDS));
        } finally {
            pool.shutdownNow();
        }
    }
}

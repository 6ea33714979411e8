/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.batch.BatchProgress;
import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.BatchStopped;
import io.github.smtpprobe.batch.BatchSummary;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.harness.ManyServers;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.plan.Next;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.session.Admission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many targets: each has one result, whatever it does, and nothing runs that was not asked for. */
class ProbeBatchTest {
    private static final ProbeRequest TEMPLATE = ProbeRequest.to("192.0.2.1", 25)
            .tls(TlsMode.PLAIN)
            .deadline(Duration.ofSeconds(20))
            .build();

    private static ProbeBatch.Builder batch(ManyServers servers) {
        return ProbeBatch.builder(SmtpProbe.builder().transport(servers).build());
    }

    private static BatchTarget target(int number) {
        return BatchTarget.server(TEMPLATE, "10." + (number >> 16) + "." + (number >> 8 & 255) + "." + (number & 255));
    }

    private static Stream<BatchTarget> targets(int count) {
        return IntStream.range(0, count).mapToObj(ProbeBatchTest::target);
    }

    @Test
    void eachTargetHasOneResult() {
        ManyServers servers = new ManyServers();
        List<Long> numbers = new ArrayList<>();
        BatchSummary summary = batch(servers).concurrency(50).build().run(targets(2_000), result -> {
            assertThat(result.state()).isEqualTo(BatchResult.State.PROBED);
            assertThat(result.target().key())
                    .isEqualTo(target((int) result.number() - 1).key());
            numbers.add(result.number());
            assertThat(result.report().orElseThrow().asMap().get("request").toString())
                    .as("flights are saved where the server offers it")
                    .contains("pipelining=true");
        });
        assertThat(numbers).hasSize(2_000).doesNotHaveDuplicates();
        assertThat(summary.targets()).isEqualTo(2_000);
        assertThat(summary.complete()).isTrue();
        assertThat(summary.verdicts()).containsEntry(Verdict.PASSED, 2_000L);
        assertThat(servers.connections()).isEqualTo(2_000);
        assertThat(servers.open()).isZero();
        assertThat(servers.greatest()).isLessThanOrEqualTo(50);
    }

    @Test
    void noMoreRunAtOnceThanAllowedAndNoMoreAreTakenThanHeld() {
        CountDownLatch held = new CountDownLatch(1);
        AtomicInteger connected = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        ManyServers servers = new ManyServers().held(held).onConnect(() -> {
            if (connected.incrementAndGet() == 20) {
                held.countDown(); // as many run as may
            }
        });
        Stream<BatchTarget> targets = targets(10_000).peek(each -> taken.incrementAndGet());
        AtomicInteger done = new AtomicInteger();
        batch(servers).concurrency(20).build().run(targets.limit(5_000).iterator(), result -> {
            assertThat(taken.get() - done.getAndIncrement()).isLessThanOrEqualTo(1_040);
        });
        assertThat(servers.greatest()).isEqualTo(20);
    }

    @Test
    void cancelEndsWhatRunsAndTakesNoMore() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger connected = new AtomicInteger();
        BatchCall[] call = new BatchCall[1];
        ManyServers servers = new ManyServers().held(never).onConnect(() -> {
            if (connected.incrementAndGet() == 10) {
                call[0].cancel();
            }
        });
        List<BatchResult> results = new ArrayList<>();
        call[0] = batch(servers).concurrency(10).build().call(targets(1_000).iterator(), results::add);
        long start = System.nanoTime();
        BatchSummary summary = call[0].execute();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Patience.AMPLE);
        assertThat(results).hasSize(10).allMatch(each -> each.state() == BatchResult.State.CANCELLED);
        assertThat(summary.complete()).isFalse();
        assertThat(summary.states()).containsEntry(BatchResult.State.CANCELLED, 10L);
        long end = System.nanoTime() + Patience.AMPLE.toNanos();
        while (servers.open() > 0 && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(1_000_000); // a machine under load may close them a little later
        }
        assertThat(servers.open()).isZero();
    }

    @Test
    void anInterruptCancelsAndStaysSet() {
        CountDownLatch never = new CountDownLatch(1);
        Thread self = Thread.currentThread();
        ManyServers servers = new ManyServers().held(never).onConnect(self::interrupt);
        BatchSummary summary = batch(servers).build().run(targets(1), result -> {});
        assertThat(Thread.interrupted()).isTrue();
        assertThat(summary.states()).containsEntry(BatchResult.State.CANCELLED, 1L);
    }

    @Test
    void anOutputThatFailsEndsTheBatch() {
        ManyServers servers = new ManyServers();
        IllegalStateException full = new IllegalStateException("No space left on device");
        assertThatThrownBy(() -> batch(servers).build().run(targets(1_000), result -> {
                    throw full;
                }))
                .isInstanceOf(BatchStopped.class)
                .hasCause(full)
                .hasMessageContaining("The output failed on the result of target")
                .hasMessageContaining("No space left on device");
    }

    @Test
    void targetsThatFailEndTheBatchBehindThoseBefore() {
        Iterator<BatchTarget> failing = targets(10)
                .map(each -> {
                    if (each.key().equals(target(5).key())) {
                        throw new IllegalArgumentException("line 6 is none");
                    }
                    return each;
                })
                .iterator();
        List<BatchResult> results = new ArrayList<>();
        assertThatThrownBy(() -> batch(new ManyServers()).build().run(failing, results::add))
                .isInstanceOf(BatchStopped.class)
                .hasMessageContaining("The stream of targets failed at target 6")
                .hasMessageContaining("line 6 is none");
        assertThat(results).hasSize(5);
        List<BatchTarget> holed = Arrays.asList(target(1), null);
        assertThatThrownBy(() -> batch(new ManyServers()).build().run(holed.iterator(), result -> {}))
                .hasMessageContaining("at target 2")
                .hasMessageContaining("is null");
    }

    @Test
    void credentialsAndMessagesAreRefused() {
        ProbeRequest login = TEMPLATE.toBuilder()
                .tls(TlsMode.STARTTLS)
                .password("ada@example.com", "sesame".toCharArray())
                .build();
        assertThatThrownBy(() -> BatchTarget.of(login))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("credentials");
        assertThatThrownBy(() -> BatchTarget.server(login, "192.0.2.2")).isInstanceOf(InvalidRequest.class);
        ProbeRequest mail = TEMPLATE.toBuilder()
                .envelope("ada@example.com", "bob@example.com")
                .message("Subject: x\r\n\r\nx\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .build();
        assertThatThrownBy(() -> BatchTarget.of(mail)).hasMessageContaining("message");
    }

    @Test
    void whatTheProbeRefusesIsAResult() {
        ProbeRequest other = TEMPLATE.toBuilder().port(26).build();
        List<BatchResult> results = new ArrayList<>();
        ProbeBatch.builder(SmtpProbe.forUntrustedTargets()).build().run(Stream.of(BatchTarget.of(other)), results::add);
        assertThat(results).hasSize(1);
        assertThat(results.get(0).state()).isEqualTo(BatchResult.State.REFUSED);
        assertThat(results.get(0).detail()).contains("port");
    }

    @Test
    void progressIsToldAtTheBeginningAndAtTheEnd() {
        List<BatchProgress> told = new ArrayList<>();
        batch(new ManyServers())
                .listener(told::add)
                .listener(progress -> {
                    throw new IllegalStateException("broken");
                })
                .expected(100)
                .build()
                .run(targets(100), result -> {});
        assertThat(told).hasSizeGreaterThanOrEqualTo(2);
        assertThat(told.get(0).done()).isZero();
        BatchProgress last = told.get(told.size() - 1);
        assertThat(last.done()).isEqualTo(100);
        assertThat(last.remaining()).contains(Duration.ZERO);
        assertThat(last.summary().listenerFailure())
                .hasValueSatisfying(what -> assertThat(what).contains("IllegalStateException"));
    }

    /** A batch lets connections wait for their turn; one that gets none in time says so, and is no verdict on the server. */
    @Test
    void aConnectionWithoutATurnIsSkipped() {
        Wiring wiring = SmtpProbe.standard().wiring();
        Admission none = new Admission() {
            @Override
            public List<Attempt> attempt(Next next, Deadline deadline, Supplier<List<Attempt>> conversation) {
                return List.of();
            }

            @Override
            public List<Attempt> look(Next look, Supplier<List<Attempt>> conversation) {
                return List.of();
            }

            @Override
            public void connecting() {}

            @Override
            public void connected() {}
        };
        ProbeStart start = new ProbeStart(TEMPLATE, wiring, new Cancellation());
        ProbeReport report = new ProbeRun(1, start, wiring, none).run();
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.findings().get(0).id()).isEqualTo("probe.no-turn");
        assertThat(report.attempts().get(0).facts().get(0).outcome()).isEqualTo(Outcome.skipped(SkipReason.NO_TURN));
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.deadlines;

import static io.github.smtpprobe.harness.Scripts.SILENT;
import static io.github.smtpprobe.harness.Scripts.WORKS;
import static io.github.smtpprobe.harness.Scripts.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.ProbeCall;
import io.github.smtpprobe.ProbeEvent;
import io.github.smtpprobe.ProbeListener;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cancelling and interrupting, from other threads and at every moment: on real sockets. */
@Timeout(Patience.HANGING)
class CancelTest {
    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    /** A call that is cancelled may end before its EHLO is on its way. */
    private ScriptedServer silent() {
        return servers.start(ScriptedServer.playing(Script.parse(SILENT)).lenient());
    }

    // README, Security: "cancel()"
    // README, Security: "end a probe at once."
    @Test
    void cancellingFreesAThreadThatReads() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            CountDownLatch asked = new CountDownLatch(1);
            List<ProbeReport> reports = new ArrayList<>();
            CountDownLatch done = new CountDownLatch(1);
            ProbeCall call = SmtpProbe.standard().call(plain(silent()).build(), new ProbeListener() {
                @Override
                public void recorded(ProbeEvent.Recorded event) {
                    if (event.entry().toString().startsWith("C: EHLO")) {
                        asked.countDown();
                    }
                }
            });
            pool.execute(() -> {
                reports.add(call.execute());
                done.countDown();
            });
            assertThat(asked.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            call.cancel();
            call.cancel();
            assertThat(done.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(reports.get(0).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(reports.get(0).has("probe.cancelled"))
                    .as(reports.get(0).toString())
                    .isTrue();
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aCallThatIsCancelledBeforeItStartsMakesNoConnection() {
        ScriptedServer server =
                servers.start(ScriptedServer.playing(Script.parse(WORKS)).lenient());
        ProbeCall call = SmtpProbe.standard().call(plain(server).build());
        call.cancel();
        assertThat(call.execute().has("probe.cancelled")).isTrue();
        assertThat(server.connections()).isZero();
    }

    @Test
    void cancellingTheFutureCancelsTheCall() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            CountDownLatch finished = new CountDownLatch(1);
            CountDownLatch asked = new CountDownLatch(1);
            CompletableFuture<ProbeReport> future = SmtpProbe.standard()
                    .call(plain(silent()).build(), new ProbeListener() {
                        @Override
                        public void recorded(ProbeEvent.Recorded event) {
                            asked.countDown();
                        }

                        @Override
                        public void probeFinished(ProbeEvent.ProbeFinished event) {
                            finished.countDown();
                        }
                    })
                    .executeAsync(pool);
            assertThat(asked.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            future.cancel(true);
            assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
            assertThat(finished.await(Patience.SECONDS, TimeUnit.SECONDS))
                    .as("the probing thread is free again")
                    .isTrue();
        } finally {
            pool.shutdownNow();
        }
    }

    /** The future is cancelled first: what hears of it, on the cancelling thread, finds the probe still running. */
    @Test
    void aCancelledFutureIsCancelledHoweverFastTheProbeEnds() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        CountDownLatch asked = new CountDownLatch(1);
        AtomicBoolean endedBefore = new AtomicBoolean();
        try {
            CompletableFuture<ProbeReport> future = SmtpProbe.standard()
                    .call(plain(silent()).build(), new ProbeListener() {
                        @Override
                        public void recorded(ProbeEvent.Recorded event) {
                            asked.countDown();
                        }
                    })
                    .executeAsync(pool);
            CompletableFuture<ProbeReport> heard = future.whenComplete((report, failure) -> {
                pool.shutdown();
                try {
                    endedBefore.set(pool.awaitTermination(300, TimeUnit.MILLISECONDS));
                } catch (InterruptedException unexpected) {
                    throw new AssertionError(unexpected);
                }
            });
            assertThat(asked.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(future.cancel(true)).isTrue();
            assertThat(endedBefore).isFalse();
            assertThatThrownBy(heard::join).hasRootCauseInstanceOf(CancellationException.class);
            assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
            assertThat(pool.awaitTermination(Patience.SECONDS, TimeUnit.SECONDS))
                    .isTrue();
        } finally {
            pool.shutdownNow();
        }
    }

    // README, Security: "interrupts end a probe at once."
    @Test
    void anInterruptEndsTheProbeAndStaysSet() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        List<Object> seen = new ArrayList<>();
        Thread thread = new Thread(() -> {
            seen.add(SmtpProbe.standard()
                    .call(plain(silent()).build(), new ProbeListener() {
                        @Override
                        public void recorded(ProbeEvent.Recorded event) {
                            asked.countDown();
                        }
                    })
                    .execute());
            seen.add(Thread.currentThread().isInterrupted());
        });
        thread.start();
        assertThat(asked.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
        thread.interrupt();
        thread.join(Patience.AMPLE.toMillis());
        assertThat(seen).hasSize(2);
        assertThat(((ProbeReport) seen.get(0)).has("probe.cancelled"))
                .as(seen.get(0).toString())
                .isTrue();
        assertThat(seen.get(1)).isEqualTo(true);
    }

    @Test
    void cancellingFreesAThreadThatWaitsForAName() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        MailResolver stuck = new MailResolver() {
            @Override
            public Answer<Exchanger> exchangers(String domain, Deadline deadline) throws InterruptedException {
                asked.countDown();
                new CountDownLatch(1).await();
                return Answer.found(List.of());
            }

            @Override
            public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
                return Answer.found(List.of());
            }
        };
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            ProbeCall call = SmtpProbe.builder()
                    .resolver(stuck)
                    .build()
                    .call(ProbeRequest.toMxOf("example.com").build());
            CompletableFuture<ProbeReport> future = call.executeAsync(pool);
            assertThat(asked.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            call.cancel();
            ProbeReport report = future.get(Patience.SECONDS, TimeUnit.SECONDS);
            assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            Invariants.check(report);
        } finally {
            pool.shutdownNow();
        }
    }
}

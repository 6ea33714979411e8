/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.deadlines;

import static io.github.smtpprobe.harness.Scripts.SILENT;
import static io.github.smtpprobe.harness.Scripts.WORKS;
import static io.github.smtpprobe.harness.Scripts.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.smtpprobe.ProbeCall;
import io.github.smtpprobe.ProbeEvent;
import io.github.smtpprobe.ProbeListener;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One call: run once, bounded by its deadline, heard by its listeners, and many of them at a time: on real sockets. */
@Timeout(Patience.HANGING)
class CallTest {
    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    @Test
    void theFiveLines() {
        ProbeReport report = SmtpProbe.run(plain(servers.play(WORKS)).build());
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(report.summary())
                .isEqualTo("127.0.0.1 PASSED: everything that was asked works on port "
                        + report.decisive().orElseThrow().route().port());
    }

    @Test
    void aCallCanBeExecutedOnce() {
        ProbeCall call = SmtpProbe.standard().call(plain(servers.play(WORKS)).build());
        assertThat(call.execute().passed()).isTrue();
        assertThatIllegalStateException().isThrownBy(call::execute);
    }

    @Test
    void nothingListens() throws Exception {
        try (Socket bound =
                new Socket()) { // holds its port, so that no other test's server gets it, and refuses connections
            bound.bind(new InetSocketAddress("127.0.0.1", 0));
            ProbeReport report = SmtpProbe.run(
                    ProbeRequest.to("127.0.0.1", bound.getLocalPort()).build());
            Invariants.check(report);
            assertThat(report.has("tcp.refused")).as(report.toString()).isTrue();
            assertThat(report.publicSummary())
                    .isEqualTo("No mail server was reached under this name; check the spelling.");
        }
    }

    @Test
    void theDeadlineHoldsAgainstSilence() {
        ProbeReport report = Patience.until(CallTest::saidEhlo, deadline -> {
            long start = System.nanoTime();
            ProbeReport each =
                    SmtpProbe.run(plain(patient(SILENT)).deadline(deadline).build());
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(deadline.minusMillis(10), deadline.plus(Patience.AMPLE));
            return each;
        });
        assertThat(report.has("ehlo.timeout")).as(report.toString()).isTrue();
    }

    private static boolean saidEhlo(ProbeReport report) {
        return report.transcript().toString().contains("C: EHLO");
    }

    @Test
    void theDeadlineHoldsAgainstADrip() {
        StringBuilder drip = new StringBuilder("S: 220 mx ESMTP\nC: EHLO x\n");
        for (int i = 0; i < 200; i++) {
            drip.append("S: 250-x\n* pause 50ms\n");
        }
        ProbeReport report = Patience.until(CallTest::saidEhlo, deadline -> {
            ProbeReport each = SmtpProbe.run(
                    plain(patient(drip.toString())).deadline(deadline).build());
            assertThat(each.took()).isLessThan(deadline.plus(Patience.AMPLE));
            return each;
        });
        assertThat(report.has("session.drips")
                        || report.has("session.unfinished")) // on a busy machine a drop may be late
                .as(report.toString())
                .isTrue();
    }

    /** A server of one try of several: with a short deadline nobody may come to it. */
    private ScriptedServer patient(String dialogue) {
        return servers.start(ScriptedServer.playing(Script.parse(dialogue)).lenient());
    }

    @Test
    void aListenerHearsEverythingInOrderAndAThrowMutesIt() {
        List<String> heard = new ArrayList<>();
        ProbeReport report = SmtpProbe.builder()
                .listener(new ProbeListener() {
                    @Override
                    public void recorded(ProbeEvent.Recorded event) {
                        heard.add("x");
                        throw new IllegalStateException("boom");
                    }
                })
                .build()
                .call(plain(servers.play(WORKS)).build(), new ProbeListener() {
                    @Override
                    public void recorded(ProbeEvent.Recorded event) {
                        heard.add(event.entry().text());
                    }

                    @Override
                    public void observed(ProbeEvent.Observed event) {
                        heard.add(event.fact().stage().name());
                    }
                })
                .execute();
        assertThat(heard)
                .containsExactly(
                        "CONNECT",
                        "x",
                        "220 mx ESMTP",
                        "GREETING",
                        "EHLO [127.0.0.1]",
                        "250 mx",
                        "EHLO",
                        "QUIT",
                        "221 bye",
                        "QUIT");
        assertThat(report.passed()).isTrue();
        assertThat(report.has("listener.failed")).isTrue();
    }

    @Test
    void manyProbesAtOnceDoNotTouchEachOther() throws Exception {
        SmtpProbe probe = SmtpProbe.standard();
        ExecutorService pool = Executors.newFixedThreadPool(16);
        try {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String name = "mx" + i + ".example.com";
                ScriptedServer server = servers.play(WORKS.replace("mx", name));
                for (int k = 0; k < 10; k++) {
                    all.add(probe.call(plain(server).build()).executeAsync(pool).thenAccept(report -> {
                        assertThat(report.passed()).as(report.toString()).isTrue();
                        assertThat(report.transcript().toString()).contains("S: 220 " + name + " ESMTP");
                    }));
                }
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(Patience.SECONDS, TimeUnit.SECONDS);
        } finally {
            pool.shutdownNow();
        }
    }

    /** An executor that drops what is queued hands it back; it is the future, so that nobody waits for ever. */
    @Test
    void aQueuedCallThatAnExecutorDropsCanBeEnded() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        CountDownLatch busy = new CountDownLatch(1);
        pool.execute(() -> {
            busy.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        busy.await();
        ProbeRequest request = ProbeRequest.to("127.0.0.1", 25).build();
        SmtpProbe unused = SmtpProbe.builder()
                .transport((route, deadline) -> {
                    throw new AssertionError("nothing is probed any more");
                })
                .build();
        CompletableFuture<ProbeReport> cancelled = unused.call(request).executeAsync(pool);
        ProbeCall call = unused.call(request);
        CompletableFuture<ProbeReport> run = call.executeAsync(pool);
        List<Runnable> dropped = pool.shutdownNow();
        assertThat(dropped).containsExactly((Runnable) cancelled, (Runnable) run);
        ((Future<?>) dropped.get(0)).cancel(true);
        assertThat(cancelled).isCancelled();
        call.cancel();
        dropped.get(1).run();
        assertThat(run.join().has("probe.cancelled")).isTrue();
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batches;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.BatchCall;
import io.github.smtpprobe.ProbeBatch;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.BatchSummary;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.harness.ManyServers;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A batch ends when it is told to, and when nothing is left but code of the application's that heeds no interrupt. */
@Timeout(value = Patience.HANGING, unit = TimeUnit.SECONDS)
@Tag("waits")
class BatchEndTest {
    /** Waits for an event and for no interrupt; not for ever, so that a test that fails ends. */
    static void holdWhatever(CountDownLatch until) {
        long end = System.nanoTime() + Patience.AMPLE.toNanos();
        boolean interrupted = false;
        while (until.getCount() > 0 && System.nanoTime() - end < 0) {
            try {
                until.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException ignored) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void hold(CountDownLatch held, CountDownLatch ended, CountDownLatch letGo) {
        held.countDown();
        holdWhatever(ended);
        letGo.countDown();
    }

    /** Code of the application's that ignores all interrupts is let go only when the batch has ended. */
    @Test
    void cancelWaitsForNothing() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(2);
        CountDownLatch letGo = new CountDownLatch(2);
        MailResolver names = BatchFaultsTest.names(name -> {
            if (name.startsWith("odd0.")) {
                hold(held, ended, letGo);
            }
        });
        ManyServers servers = new ManyServers();
        Transport transport = (route, deadline) -> {
            if (route.host().startsWith("odd20.")) {
                hold(held, ended, letGo);
            }
            return servers.connect(route, deadline);
        };
        List<BatchResult> results = new ArrayList<>();
        BatchCall call = BatchFaultsTest.batch(transport, names)
                .build()
                .call(BatchFaultsTest.targets(Patience.AMPLE).limit(21).iterator(), results::add);
        AtomicLong cancelled = new AtomicLong();
        Thread canceller = new Thread(() -> {
            holdWhatever(held);
            cancelled.set(System.nanoTime());
            call.cancel();
        });
        canceller.start();
        BatchSummary summary = call.execute();
        Duration took = Duration.ofNanos(System.nanoTime() - cancelled.get());
        assertThat(letGo.getCount()).as("both still hold their threads").isEqualTo(2);
        ended.countDown();
        canceller.join(Patience.AMPLE.toMillis());
        assertThat(canceller.isAlive()).isFalse();
        assertThat(took).isLessThan(Patience.AMPLE);
        assertThat(summary.complete()).isFalse();
        assertThat(results)
                .filteredOn(each -> each.state() == BatchResult.State.CANCELLED)
                .extracting(each -> each.target().key().substring(0, 6))
                .containsOnlyOnce("odd20.");
        assertThat(letGo.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** Nothing ends this look-up; the batch ends all the same. */
    @Test
    void aResolverThatIgnoresItsInterruptKeepsAThreadAndNothingElse() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        MailResolver names = BatchFaultsTest.names(name -> {
            if (name.startsWith("odd0.")) {
                hold(new CountDownLatch(1), ended, letGo);
            }
        });
        List<BatchResult> results = new ArrayList<>();
        BatchSummary summary = BatchFaultsTest.batch(new ManyServers(), names)
                .progressEvery(Duration.ofHours(1))
                .build()
                .run(BatchFaultsTest.targets(Duration.ofMillis(300)).limit(BatchFaultsTest.ODD), results::add);
        assertThat(letGo.getCount()).as("it still holds its thread").isEqualTo(1);
        ended.countDown();
        assertThat(letGo.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(summary.complete()).isTrue();
        assertThat(results).hasSize(BatchFaultsTest.ODD);
        assertThat(results)
                .filteredOn(each -> each.state() == BatchResult.State.BROKEN)
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.target().key()).startsWith("odd0.");
                    assertThat(each.detail()).contains("ignores interrupts");
                });
    }

    /** The next turn would come in an hour. */
    @Test
    void cancelEndsAlsoABatchThatOnlyWaits() {
        BatchCall[] call = new BatchCall[1];
        List<BatchResult> results = new ArrayList<>();
        ProbeRequest template =
                ProbeRequest.to("192.0.2.1", 25).tls(TlsMode.PLAIN).build();
        call[0] = ProbeBatch.builder(
                        SmtpProbe.builder().transport(new ManyServers()).build())
                .perAddress(1, Duration.ofHours(1))
                .shareAttempts(Duration.ZERO)
                .build()
                .call(Stream.generate(() -> BatchTarget.of(template)).limit(10).iterator(), result -> {
                    results.add(result);
                    new Thread(() -> call[0].cancel()).start();
                });
        BatchSummary summary = call[0].execute();
        assertThat(results).hasSize(1).allMatch(each -> each.state() == BatchResult.State.PROBED);
        assertThat(summary.complete()).isFalse();
        assertThat(summary.targets()).isEqualTo(1);
    }
}

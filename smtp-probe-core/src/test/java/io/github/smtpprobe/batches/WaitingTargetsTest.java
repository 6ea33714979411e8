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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Targets that come one by one, as somebody types them or another program finds them: who waits for the next one holds up nothing else. */
@Timeout(value = Patience.HANGING, unit = TimeUnit.SECONDS)
class WaitingTargetsTest {
    private static final ProbeRequest TEMPLATE =
            ProbeRequest.to("192.0.2.1", 25).tls(TlsMode.PLAIN).build();

    private static Stream<BatchTarget> targets(int count) {
        return IntStream.range(0, count).mapToObj(i -> BatchTarget.server(TEMPLATE, "10.0.0." + i));
    }

    private static ProbeBatch batch() {
        return ProbeBatch.builder(
                        SmtpProbe.builder().transport(new ManyServers()).build())
                .build();
    }

    /** Some targets, and then a wait for the next. */
    private record Waiting(Iterator<BatchTarget> first, Runnable pause) implements Iterator<BatchTarget> {
        @Override
        public boolean hasNext() {
            if (!first.hasNext()) {
                pause.run();
            }
            return first.hasNext();
        }

        @Override
        public BatchTarget next() {
            return first.next();
        }
    }

    @Test
    void resultsComeWhileTheNextTargetIsWaitedFor() {
        CountDownLatch results = new CountDownLatch(3);
        AtomicBoolean came = new AtomicBoolean();
        Iterator<BatchTarget> targets = new Waiting(targets(3).iterator(), () -> {
            BatchEndTest.holdWhatever(results);
            came.set(results.getCount() == 0);
        });
        BatchSummary summary = batch().run(targets, result -> results.countDown());
        assertThat(came)
                .as("the results were there before the end of the targets")
                .isTrue();
        assertThat(summary.complete()).isTrue();
        assertThat(summary.targets()).isEqualTo(3);
    }

    /** Standard input heeds no interrupt. */
    @Test
    void cancelEndsABatchThatWaitsForATarget() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        BatchCall[] call = new BatchCall[1];
        List<BatchResult> results = new ArrayList<>();
        long[] cancelled = new long[1];
        call[0] = batch().call(
                        new Waiting(targets(1).iterator(), () -> {
                            BatchEndTest.holdWhatever(ended);
                            letGo.countDown();
                        }),
                        result -> {
                            results.add(result);
                            cancelled[0] = System.nanoTime();
                            call[0].cancel();
                        });
        BatchSummary summary = call[0].execute();
        Duration took = Duration.ofNanos(System.nanoTime() - cancelled[0]);
        assertThat(letGo.getCount()).as("it is still waited for").isEqualTo(1);
        ended.countDown();
        assertThat(letGo.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(took).isLessThan(Patience.AMPLE);
        assertThat(results).hasSize(1);
        assertThat(summary.complete()).isFalse();
    }

    /** As code does that was interrupted on its own account: it is no end of the run, and no target is lost. */
    @Test
    void aStreamThatInterruptsItsOwnThreadIsReadToItsEnd() {
        Iterator<BatchTarget> targets = targets(3)
                .map(each -> {
                    Thread.currentThread().interrupt();
                    return each;
                })
                .iterator();
        assertThat(batch().run(targets, result -> {}).targets()).isEqualTo(3);
    }

    /** Whoever closes a file behind the run must not find it being read. */
    @Test
    void nobodyAsksForTargetsAnyMoreWhenTheRunHasEnded() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean left = new AtomicBoolean();
        AtomicReference<Thread> asking = new AtomicReference<>();
        BatchCall[] call = new BatchCall[1];
        call[0] = batch().call(
                        new Waiting(targets(1).iterator(), () -> {
                            asking.set(Thread.currentThread());
                            try {
                                never.await(Patience.SECONDS, TimeUnit.SECONDS);
                            } catch (InterruptedException told) {
                                left.set(true);
                            }
                        }),
                        result -> call[0].cancel());
        call[0].execute();
        assertThat(left).isTrue();
        assertThat(asking.get().isAlive()).isFalse();
        assertThat(asking.get()).isNotSameAs(Thread.currentThread());
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.Patience;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The threads of a batch, where Java has no virtual ones and where it has. */
class WorkersTest {
    private static final int MOST = 4;
    private static final int TASKS = 40;

    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final CountDownLatch done = new CountDownLatch(TASKS);

    private void awaitAll() throws InterruptedException {
        assertThat(done.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** Each task waits for so many others, so that it is seen how many run at once: not more, and not fewer. */
    @Test
    void aPoolRunsSoManyTasksAtOnceAndKeepsTheOthers() throws Exception {
        CyclicBarrier together = new CyclicBarrier(MOST);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger greatest = new AtomicInteger();
        try (Workers pool = new Workers(MOST, Optional.empty())) {
            for (int i = 0; i < TASKS; i++) {
                pool.execute(() -> {
                    greatest.accumulateAndGet(running.incrementAndGet(), Math::max);
                    threads.add(Thread.currentThread());
                    meet(together);
                    running.decrementAndGet();
                    done.countDown();
                });
            }
            awaitAll();
        }
        assertThat(greatest).hasValue(MOST);
        assertThat(threads.stream().distinct())
                .hasSize(MOST)
                .allMatch(thread -> thread.isDaemon() && thread.getName().startsWith("smtp-probe-batch-"));
    }

    private static void meet(CyclicBarrier others) {
        try {
            others.await(Patience.SECONDS, TimeUnit.SECONDS);
        } catch (Exception alone) {
            throw new IllegalStateException("fewer ran at once than may", alone);
        }
    }

    @Test
    void noThreadStaysBehindTheLastTask() throws Exception {
        Workers pool = new Workers(MOST, Optional.empty());
        IntStream.range(0, TASKS)
                .forEach(i -> pool.execute(() -> {
                    threads.add(Thread.currentThread());
                    done.countDown();
                }));
        awaitAll();
        pool.close();
        for (Thread each : threads) {
            each.join(Patience.AMPLE.toMillis());
            assertThat(each.isAlive()).isFalse();
        }
    }

    @Test
    void virtualThreadsAreMadeForEachTaskAndWaitForNoOther() throws Exception {
        CountDownLatch all = new CountDownLatch(TASKS);
        try (Workers virtual = new Workers(1, Optional.of(task -> {
            Thread thread = new Thread(task, "stands for a virtual one");
            thread.setDaemon(true);
            threads.add(thread);
            return thread;
        }))) {
            for (int i = 0; i < TASKS; i++) {
                virtual.execute(() -> {
                    all.countDown();
                    try {
                        if (all.await(Patience.SECONDS, TimeUnit.SECONDS)) {
                            done.countDown();
                        }
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            awaitAll();
        }
        assertThat(List.copyOf(threads)).hasSize(TASKS).doesNotHaveDuplicates();
    }
}

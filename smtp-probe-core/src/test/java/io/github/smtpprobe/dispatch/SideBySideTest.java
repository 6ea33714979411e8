/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.smtpprobe.harness.Patience;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All tasks are done before the caller goes on, whatever becomes of one of them or of the caller. */
@Timeout(Patience.HANGING)
class SideBySideTest {
    private static final Runnable NOTHING = () -> {};

    @Test
    void aSingleTaskIsDoneByTheCaller() {
        Queue<Thread> threads = new ConcurrentLinkedQueue<>();
        SideBySide.run(List.of(() -> threads.add(Thread.currentThread())), NOTHING);
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void moreTasksThanThreadsAreAllDone() {
        Queue<Thread> threads = new ConcurrentLinkedQueue<>();
        SideBySide.run(Collections.nCopies(50, () -> threads.add(Thread.currentThread())), NOTHING);
        assertThat(threads).hasSize(50).doesNotContain(Thread.currentThread());
    }

    @Test
    void aTaskThatThrowsIsABugAndTheOthersAreDone() {
        Queue<String> done = new ConcurrentLinkedQueue<>();
        Runnable broken = () -> {
            throw new IllegalArgumentException("broken");
        };
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> SideBySide.run(List.of(broken, () -> done.add("one"), () -> done.add("two")), NOTHING))
                .withRootCauseInstanceOf(IllegalArgumentException.class);
        assertThat(done).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void anInterruptCancelsAndIsStillThereWhenAllHaveEnded() {
        CountDownLatch cancelled = new CountDownLatch(1);
        Queue<String> done = new ConcurrentLinkedQueue<>();
        Runnable task = () -> {
            awaitQuietly(cancelled);
            done.add("ended");
        };
        Thread.currentThread().interrupt();
        SideBySide.run(List.of(task, task), cancelled::countDown);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).hasSize(2);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
    }
}

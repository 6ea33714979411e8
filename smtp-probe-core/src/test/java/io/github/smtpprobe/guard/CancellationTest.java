/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Watches that end at their own time, whenever the one alarm of a probe rings. */
class CancellationTest {
    /** Behind the first alarm, which rings within a second. */
    private static final Duration LATER = Duration.ofMillis(1_200);

    private final Cancellation cancellation = new Cancellation();

    @Test
    @Tag("waits")
    void theFirstAlarmEndsNoWatchBeforeItsTime() throws InterruptedException {
        CountDownLatch freed = new CountDownLatch(1);
        Deadline deadline = Deadline.after(LATER, Ticker.system());
        try (Cancellation.Watch watch = cancellation.watch(deadline, freed::countDown)) {
            assertThat(freed.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(deadline.expired()).isTrue();
            assertThat(watch.end()).as("freed").isTrue();
        }
    }

    @Test
    void aWatchWithLessTimeComesBeforeOneThatWasOpenedFirst() throws InterruptedException {
        CountDownLatch freed = new CountDownLatch(1);
        Deadline late = Deadline.after(Duration.ofHours(1), Ticker.system());
        Deadline soon = Deadline.after(Duration.ofMillis(20), Ticker.system());
        try (Cancellation.Watch first = cancellation.watch(late, () -> {});
                Cancellation.Watch second = cancellation.watch(soon, freed::countDown)) {
            assertThat(freed.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(second.end()).as("freed").isTrue();
            assertThat(first.end()).as("freed").isFalse();
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.Patience;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Alarms that ring in time, in order, whatever came before them. */
class WatchdogTest {
    private static final long SOON = TimeUnit.MILLISECONDS.toNanos(30);
    private static final long LATER = TimeUnit.SECONDS.toNanos(1);
    private static final long LATE = TimeUnit.HOURS.toNanos(1);

    private Watchdog watchdog = new Watchdog(LATE);

    /** On a busy machine the first time may have passed before both are set: then with more time between them. */
    @Test
    void ringsInTheOrderOfTimesNotOfSetting() {
        List<String> inOrder = List.of("first", "second");
        List<String> rung = Patience.until(inOrder::equals, apart -> rung(apart.toNanos() / 10));
        assertThat(rung).isEqualTo(inOrder);
    }

    private List<String> rung(long apart) {
        List<String> rung = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch both = new CountDownLatch(2);
        for (String name : List.of("second", "first")) {
            watchdog.in(name.equals("first") ? apart : 2 * apart, () -> {
                rung.add(name);
                both.countDown();
            });
        }
        await(both);
        return rung;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
    }

    @Test
    void doesNotWaitForAnAlarmThatIsDueLater() throws InterruptedException {
        Watchdog.Alarm late = watchdog.in(LATE, () -> {});
        try {
            CountDownLatch rung = new CountDownLatch(1);
            watchdog.in(SOON, rung::countDown);
            assertThat(rung.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            late.stop();
        }
    }

    @Test
    void aStoppedAlarmNeverRings() throws InterruptedException {
        List<String> rung = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch behind = new CountDownLatch(1);
        Watchdog.Alarm stopped = watchdog.in(LATER, () -> rung.add("stopped")); // a busy machine has to stop it before
        watchdog.in(LATER + SOON, behind::countDown);
        stopped.stop();
        behind.await();
        assertThat(rung).isEmpty();
    }

    @Test
    void anActionThatThrowsIsShownAndCostsTheOthersNothing() throws InterruptedException {
        AtomicReference<Throwable> shown = new AtomicReference<>();
        CountDownLatch behind = new CountDownLatch(1);
        watchdog.in(
                SOON, () -> Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> shown.set(thrown)));
        watchdog.in(2 * SOON, () -> {
            throw new IllegalStateException("broken");
        });
        watchdog.in(3 * SOON, behind::countDown);
        behind.await();
        assertThat(shown.get()).hasMessage("broken");
    }

    /** Of two alarms that are due at once there is no sleep between that the interrupt could end. */
    @Test
    void anInterruptOfItsThreadDoesNotKeepItAwake() {
        boolean stays = Patience.until(interrupted -> !interrupted, apart -> interrupted(apart.toNanos() / 10));
        assertThat(stays).isFalse();
    }

    private boolean interrupted(long apart) {
        CountDownLatch behind = new CountDownLatch(1);
        watchdog.in(apart, () -> Thread.currentThread().interrupt());
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        watchdog.in(3 * apart, () -> {
            interrupted.set(Thread.currentThread().isInterrupted());
            behind.countDown();
        });
        await(behind);
        return interrupted.get();
    }

    /** What would get lost if an alarm that comes while the thread looks, sleeps or ends did not wake it. */
    @Test
    void thousandsFromManyThreadsAllRing() throws InterruptedException {
        int threads = 8;
        int each = 500;
        CountDownLatch rung = new CountDownLatch(threads * each);
        for (int i = 0; i < threads; i++) {
            new Thread(() -> {
                        for (int n = 0; n < each; n++) {
                            watchdog.in(n % 7 * 100_000L, rung::countDown);
                            watchdog.in(LATE, () -> {}).stop();
                        }
                    })
                    .start();
        }
        assertThat(rung.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theThreadEndsAndComesBack() throws InterruptedException {
        watchdog = new Watchdog(SOON);
        Thread before = ringing();
        before.join(60_000);
        assertThat(before.isAlive()).isFalse();
        assertThat(ringing().isDaemon()).isTrue();
    }

    private Thread ringing() throws InterruptedException {
        AtomicReference<Thread> here = new AtomicReference<>();
        CountDownLatch rung = new CountDownLatch(1);
        watchdog.in(0, () -> {
            here.set(Thread.currentThread());
            rung.countDown();
        });
        rung.await();
        return here.get();
    }
}

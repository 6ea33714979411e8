/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.guard;

import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One lazy daemon thread that runs alarms when they are due. The JDK has no other way to limit a TLS handshake, a write to a
 * full window, or a reply that trickles in. The thread ends soon after the last alarm.
 *
 * <p>All probes of a JVM share it, and hardly any of their alarms ever rings. Therefore neither setting nor stopping an alarm
 * takes a lock, and the thread is woken only for an alarm that is due before its next check.
 */
final class Watchdog {
    /** The watchdog that all probes share. */
    static final Watchdog SHARED = new Watchdog(TimeUnit.SECONDS.toNanos(1));

    private final long idleNanos;
    private final ConcurrentSkipListSet<Alarm> alarms = new ConcurrentSkipListSet<>();
    private final AtomicLong serial = new AtomicLong();
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile @Nullable Thread thread;
    private volatile long looksAt;

    /** Makes a watchdog whose thread checks at least every {@code idleNanos}, and ends if there is no alarm. */
    Watchdog(long idleNanos) {
        this.idleNanos = idleNanos;
    }

    /** Runs {@code action} after {@code nanos}, unless the alarm is stopped earlier. */
    Alarm in(long nanos, Runnable action) {
        long at = System.nanoTime() + nanos;
        Alarm alarm = new Alarm(at, serial.getAndIncrement(), action);
        alarms.add(alarm);
        if (running.compareAndSet(false, true)) {
            start();
        } else if (at - looksAt < 0) {
            LockSupport.unpark(thread);
        }
        return alarm;
    }

    private void start() {
        Thread made = new Thread(null, this::watch, "smtp-probe-watchdog", 0, false);
        made.setDaemon(true);
        made.setContextClassLoader(null); // must not keep an application's class loader alive
        thread = made;
        try {
            made.start();
        } catch (Error noThread) { // the next alarm tries again
            running.set(false);
            throw noThread;
        }
    }

    private void watch() {
        do {
            long now = System.nanoTime();
            looksAt = now + idleNanos; // set before the check, so that an alarm that comes during it wakes the thread
            looksAt = ring(now);
            LockSupport.parkNanos(this, looksAt - now);
            Thread.interrupted(); // nobody uses this interrupt, and it would end every later sleep at once
        } while (!alarms.isEmpty() || goesOn());
    }

    /** Runs the alarms that are due. {@return when to check again} */
    private long ring(long now) {
        for (Alarm first : alarms) {
            if (first.at - now > 0) {
                return Math.min(first.at - now, idleNanos) + now;
            }
            first.ring();
        }
        return now + idleNanos;
    }

    /** {@return whether an alarm was set while the thread was about to end, and no other thread was started for it} */
    private boolean goesOn() {
        running.set(false);
        return !alarms.isEmpty() && running.compareAndSet(false, true);
    }

    /** An action that is to be run at a certain time. */
    final class Alarm implements Comparable<Alarm> {
        private final long at;
        private final long serial;
        private final Runnable action;

        private Alarm(long at, long serial, Runnable action) {
            this.at = at;
            this.serial = serial;
            this.action = action;
        }

        /** Stops the alarm; has no effect if it has rung. */
        void stop() {
            alarms.remove(this);
        }

        private void ring() {
            if (alarms.remove(this)) {
                try {
                    action.run();
                } catch (RuntimeException | Error broken) { // is shown, and costs the other probes nothing
                    Thread here = Thread.currentThread();
                    here.getUncaughtExceptionHandler().uncaughtException(here, broken);
                }
            }
        }

        @Override
        public int compareTo(Alarm other) {
            int byTime = Long.signum(at - other.at);
            return byTime != 0 ? byTime : Long.compare(serial, other.serial);
        }
    }
}

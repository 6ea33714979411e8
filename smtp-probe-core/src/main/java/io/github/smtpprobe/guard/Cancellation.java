/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.guard;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one switch that ends a probe's blocking work: when a deadline passes or the probe is cancelled, it runs the action that
 * releases the probing thread. Thread-safe; one instance serves one probe. Watches can nest: a listener is watched while the
 * connection is, too.
 */
public final class Cancellation {
    /** Reads keep the deadline by themselves; the watchdog acts a little later, for what cannot. */
    static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** The delay of the first alarm; most probes end earlier. */
    private static final long FIRST_ALARM_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Watch> watches = new ArrayDeque<>();
    /**
     * A closed watch over a caller's code that interrupted nobody, kept for reuse: a probe makes one such call after the other.
     */
    private @Nullable Watch idle;

    private volatile boolean cancelled;
    /** The number of open watches that have sent an interrupt which has not been received yet. */
    private int interrupts;

    private volatile boolean interruptDue;
    private Watchdog.@Nullable Alarm alarm;
    private long alarmAt;
    private boolean rang;

    /** Makes a switch. */
    public Cancellation() {}

    /** Cancels: blocked work ends within milliseconds. Further calls, and calls after the probe, do nothing. */
    public void cancel() {
        lock.lock();
        try {
            if (!cancelled) {
                cancelled = true;
                watches.forEach(Watch::fire);
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether {@link #cancel()} was called} */
    public boolean cancelled() {
        return cancelled;
    }

    /** Called when the probe is over: removes its alarm. A later watch sets a new one. */
    public void end() {
        lock.lock();
        try {
            disarm();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Frees this thread when the deadline passes or the probe is cancelled, until the returned watch is closed.
     *
     * @param deadline the deadline; if it is on a ticker other than the system's, the owner of that ticker has to enforce it
     * @param freeing  frees the thread, such as by closing the channel that it waits on. It runs on another thread, which serves
     *                 all probes: it must not block and not call what is not ours
     * @return ends the watch
     */
    public Watch watch(Deadline deadline, Runnable freeing) {
        lock.lock();
        try {
            return open(new Watch(freeing), null, deadline, true);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Watches this thread while it runs a caller's code. With {@code last}, an earlier cancellation does not end it at once.
     */
    Watch interrupting(Deadline deadline, boolean last) {
        lock.lock();
        try {
            Watch used = idle == null ? new Watch(() -> {}) : idle;
            idle = null;
            return open(used, Thread.currentThread(), deadline, !last);
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether an interrupt of ours is still due on this thread, to code that surrounds the calls that have ended} */
    public boolean interrupted() {
        return interruptDue;
    }

    private Watch open(Watch begun, @Nullable Thread interrupted, Deadline deadline, boolean endsAtOnce) {
        begun.interrupted = interrupted;
        begun.timed = deadline.ticker() == Ticker.system();
        begun.at = begun.timed ? System.nanoTime() + deadline.remainingNanos() + GRACE_NANOS : 0;
        watches.addFirst(begun);
        if (cancelled && endsAtOnce) {
            begun.free();
        }
        if (begun.timed) {
            arm(begun.at);
        }
        return begun;
    }

    /**
     * Sets the alarm. One alarm serves all watches of a probe, and is only ever moved to an earlier time: if it rings before
     * anybody's time is over, it is set again. The first one rings early, before the time of nearly any step is over, so most
     * steps neither set nor stop an alarm, and a short probe does so once.
     */
    private void arm(long at) {
        if (alarm != null && alarmAt - at <= 0) {
            return;
        }
        disarm();
        long now = System.nanoTime();
        long nanos = rang ? at - now : Math.min(at - now, FIRST_ALARM_NANOS);
        alarmAt = now + nanos;
        alarm = Watchdog.SHARED.in(nanos, this::ring);
    }

    private void disarm() {
        if (alarm != null) {
            alarm.stop();
            alarm = null;
        }
    }

    private void ring() {
        lock.lock();
        try {
            alarm = null;
            rang = true;
            long now = System.nanoTime();
            for (Watch each : watches) {
                if (each.timed && !each.fired && each.at - now <= 0) {
                    each.fire();
                } else if (each.timed && !each.fired) {
                    arm(each.at);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** A watch. All its changes happen inside the lock. */
    public final class Watch implements AutoCloseable {
        private final Runnable freeing;
        private @Nullable Thread interrupted;
        private boolean timed;
        private long at;
        private boolean fired;

        private Watch(Runnable freeing) {
            this.freeing = freeing;
        }

        /** Releases the thread, unless that thread itself cancels, because it is then not blocked. */
        private void fire() {
            if (!fired && interrupted != Thread.currentThread()) {
                free();
            }
        }

        private void free() {
            fired = true;
            if (interrupted != null) {
                interruptDue = ++interrupts > 0;
                interrupted.interrupt();
            } else {
                freeing.run();
            }
        }

        /** Closes the watch for good; the caller must not use it any more. Returns whether the thread was released. */
        boolean end() {
            lock.lock();
            try {
                if (watches.remove(this) && interrupted != null) {
                    if (fired) {
                        interruptDue = --interrupts > 0;
                    } else {
                        interrupted = null;
                        idle = this;
                    }
                }
                return fired;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            end();
        }
    }
}

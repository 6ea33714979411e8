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
    /** Reads keep the deadline by themselves; the watchdog comes a little later, for what cannot. */
    static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Most probes are over before. */
    private static final long FIRST_ALARM_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Watch> watches = new ArrayDeque<>();
    /** A watch over a caller's code that is closed and interrupted nobody, to be used again: a probe has one such call after the other. */
    private @Nullable Watch idle;

    private volatile boolean cancelled;
    /** Open watches whose interrupt of ours has been sent: it is still due to somebody. */
    private int interrupts;

    private volatile boolean interruptDue;
    private Watchdog.@Nullable Alarm alarm;
    private long alarmAt;
    private boolean rang;

    /** Makes a switch that nobody has used yet. */
    public Cancellation() {}

    /** Cancels: blocked work ends within milliseconds. Calling it again, or after the probe, does nothing. */
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

    /** The probe is over: no alarm of it is left, which nobody would hear. A watch that comes all the same sets one again. */
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
     * @param deadline when; one on a ticker other than the system's is left to whoever owns that ticker
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

    /** Watches this thread while it runs a caller's code; {@code last} outlives a cancel that came before it. */
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

    /** {@return whether an interrupt of ours is still due to somebody on this thread: a watch around those that are closed} */
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
     * One alarm serves all watches of a probe, and is only ever set to an earlier time: when it rings and nobody's time is over, it is
     * set anew. The first one rings soon, before the time of nearly any step is over. So most steps neither set nor stop a clock, and a
     * short probe does so once.
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

    /** A watch that runs. All that changes of it is behind the lock. */
    public final class Watch implements AutoCloseable {
        private final Runnable freeing;
        private @Nullable Thread interrupted;
        private boolean timed;
        private long at;
        private boolean fired;

        private Watch(Runnable freeing) {
            this.freeing = freeing;
        }

        /** Whoever cancels from within is awake, and not interrupted by itself. */
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

        /** Closes it for good: whoever asked for it lets go of it. Tells whether the thread was freed. */
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

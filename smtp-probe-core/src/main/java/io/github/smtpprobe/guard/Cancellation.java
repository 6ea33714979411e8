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
 * The one switch that ends a probe's blocking work: when a deadline passes or somebody cancels, it runs what frees the probing
 * thread. Thread-safe; one instance serves one probe. Watches nest: a listener is watched while the connection is.
 */
public final class Cancellation {
    /** Reads keep the deadline by themselves; the watchdog comes a little later, for what cannot. */
    static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Watch> watches = new ArrayDeque<>();
    private volatile boolean cancelled;
    /** Open watches whose interrupt of ours has been sent: it is still due to somebody. */
    private int interrupts;

    private volatile boolean interruptDue;
    private Watchdog.@Nullable Alarm alarm;
    private long alarmAt;

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
        Watch made = new Watch(deadline, freeing, false);
        open(made, true);
        return made;
    }

    /** Watches this thread while it runs a caller's code; {@code last} outlives a cancel that came before it. */
    Watch interrupting(Deadline deadline, boolean last) {
        Watch made = new Watch(deadline, () -> {}, true);
        open(made, !last);
        return made;
    }

    /** {@return whether an interrupt of ours is still due to somebody on this thread: a watch around those that are closed} */
    public boolean interrupted() {
        return interruptDue;
    }

    private void open(Watch made, boolean endsAtOnce) {
        lock.lock();
        try {
            watches.addFirst(made);
            if (cancelled && endsAtOnce) {
                made.free();
            }
            if (made.timed) {
                arm(made.at);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * One alarm serves all watches of a probe, and is only ever set to an earlier time: when it rings and nobody's time is over, it is
     * set anew. So most steps, whose time ends behind that of the step before, neither set nor stop a clock.
     */
    private void arm(long at) {
        if (alarm != null && alarmAt - at <= 0) {
            return;
        }
        disarm();
        alarmAt = at;
        alarm = Watchdog.SHARED.in(at - System.nanoTime(), this::ring);
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

    /** A watch that runs. */
    public final class Watch implements AutoCloseable {
        private final Runnable freeing;
        private final @Nullable Thread interrupted;
        private final boolean timed;
        private final long at;
        private volatile boolean fired;

        private Watch(Deadline deadline, Runnable freeing, boolean interrupts) {
            this.freeing = freeing;
            this.interrupted = interrupts ? Thread.currentThread() : null;
            this.timed = deadline.ticker() == Ticker.system();
            this.at = timed ? System.nanoTime() + deadline.remainingNanos() + GRACE_NANOS : 0;
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

        /** Whether the thread was freed. */
        boolean fired() {
            return fired;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (watches.remove(this) && fired && interrupted != null) {
                    interruptDue = --interrupts > 0;
                }
            } finally {
                lock.unlock();
            }
        }
    }
}

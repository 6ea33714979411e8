/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.clock;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one switch that ends a probe's blocking work: it closes the guarded connection's raw channel, or interrupts a callback
 * of the caller's (a resolver, a token source, a mechanism), when the deadline passes or somebody cancels.
 * Thread-safe; one instance serves one probe, and one piece of work at a time.
 */
public final class Cancellation {
    /** Reads keep the deadline by themselves; the watchdog comes a little later, for what cannot. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final ReentrantLock lock = new ReentrantLock();
    private boolean cancelled;
    private @Nullable Closeable guarded;
    private @Nullable Thread borrowed;
    private boolean interrupted;

    /** Makes a switch that nobody has used yet. */
    public Cancellation() {}

    /** Cancels: blocked I/O ends within milliseconds. Calling it again, or after the probe, does nothing. */
    public void cancel() {
        Closeable victim;
        lock.lock();
        try {
            cancelled = true;
            victim = guarded;
            interruptBorrowed();
        } finally {
            lock.unlock();
        }
        close(victim);
    }

    /** {@return whether {@link #cancel()} was called} */
    public boolean cancelled() {
        lock.lock();
        try {
            return cancelled;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Closes {@code resource} when the deadline passes or the probe is cancelled, until the returned watch is closed.
     *
     * @param resource what a blocked thread waits on; closing it must free that thread
     * @param deadline when to close it; one on a ticker other than the system's is left to whoever owns that ticker
     * @return ends the watch, without closing the resource
     */
    public Watch guard(Closeable resource, Deadline deadline) {
        boolean late;
        lock.lock();
        try {
            guarded = resource;
            late = cancelled;
        } finally {
            lock.unlock();
        }
        if (late) {
            close(resource);
        }
        ScheduledFuture<?> alarm = schedule(deadline, () -> close(resource));
        return () -> {
            if (alarm != null) {
                alarm.cancel(false);
            }
            release(resource);
        };
    }

    /**
     * Runs a callback on this thread and interrupts it when the deadline passes or the probe is cancelled. An interrupt that
     * was ours is cleared afterwards; one that came from elsewhere stays.
     *
     * @param deadline when to interrupt
     * @param callback foreign code
     * @param <T> what it gives
     * @return what it gave
     * @throws Exception whatever it threw; an Error comes as {@link ForeignError}
     */
    public <T> T interruptibly(Deadline deadline, Callable<T> callback) throws Exception {
        Thread self = Thread.currentThread();
        lock.lock();
        try {
            borrowed = self;
            interrupted = false;
            if (cancelled) {
                interruptBorrowed();
            }
        } finally {
            lock.unlock();
        }
        ScheduledFuture<?> alarm = schedule(deadline, this::interruptAtDeadline);
        try {
            return callback.call();
        } catch (Error broken) {
            throw new ForeignError(broken);
        } finally {
            if (alarm != null) {
                alarm.cancel(false);
            }
            giveBack();
        }
    }

    private void interruptAtDeadline() {
        lock.lock();
        try {
            interruptBorrowed();
        } finally {
            lock.unlock();
        }
    }

    private void interruptBorrowed() {
        if (borrowed != null && !interrupted) {
            interrupted = true;
            borrowed.interrupt();
        }
    }

    private void giveBack() {
        lock.lock();
        try {
            borrowed = null;
            if (interrupted) {
                Thread.interrupted();
            }
        } finally {
            lock.unlock();
        }
    }

    private void release(Closeable resource) {
        lock.lock();
        try {
            if (guarded == resource) {
                guarded = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private static @Nullable ScheduledFuture<?> schedule(Deadline deadline, Runnable action) {
        if (deadline.ticker() != SystemTicker.INSTANCE) {
            return null;
        }
        return Watchdog.in(deadline.remainingNanos() + GRACE_NANOS, action);
    }

    private static void close(@Nullable Closeable resource) {
        if (resource == null) {
            return;
        }
        try {
            resource.close();
        } catch (IOException alreadyGone) {
            // Closing is how a blocked thread is freed; a channel that fails to close has no blocked reader either.
        }
    }

    /** A running guard. */
    @FunctionalInterface
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}

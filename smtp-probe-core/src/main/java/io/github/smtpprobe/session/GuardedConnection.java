/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.transport.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A wrapper for a connection of any transport. Whatever the connection throws becomes an IOException, so that a bug in it is a
 * result, too; it is interrupted when the time is over, and closed exactly once.
 */
final class GuardedConnection implements Connection {
    /** How long closing may take if there is time. */
    private static final Duration CLOSING = Duration.ofSeconds(2);

    /** How long the probe waits for a close that another thread has begun. */
    private static final long PATIENCE_MILLIS = 50;

    private final Connection inner;
    private final Guard guard;
    private final Deadline deadline;
    private final boolean ours;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private Wait wait = Wait.ALONE;

    /**
     * Guards a connection.
     *
     * @param deadline the deadline for calls that have none of their own
     * @param ours     whether it is the library's own: its reads keep their deadline, none of its other calls blocks except a
     *     long write, and closing it releases a thread that is blocked in it
     */
    GuardedConnection(Connection inner, Guard guard, Deadline deadline, boolean ours) {
        this.inner = inner;
        this.guard = guard;
        this.deadline = deadline;
        this.ours = ours;
    }

    /** Changes how octets are waited for. */
    GuardedConnection waiting(Wait how) {
        wait = how;
        return this;
    }

    @Override
    public int read(byte[] buffer, Deadline limit) throws IOException {
        return wait.read(this, buffer, limit);
    }

    /** Waits for a slice of the time, after which the caller may wait again; the guard interrupts only when the whole time is over. */
    int await(byte[] buffer, Deadline slice, Deadline limit) throws IOException {
        int count = ours ? inner.read(buffer, slice) : guard.connect(inner, limit, () -> inner.read(buffer, slice));
        if (count == 0) { // otherwise the caller would ask again for ever
            throw new ExtensionError(
                    inner, "read nothing, and says neither that it waits nor that the peer has closed");
        }
        return possible(count, buffer);
    }

    @Override
    public int readAvailable(byte[] buffer) throws IOException {
        if (ours) {
            return inner.readAvailable(buffer); // this never waits
        }
        Deadline limit = wait.unbroken(deadline);
        return Math.max(0, possible(guard.connect(inner, limit, () -> inner.readAvailable(buffer)), buffer));
    }

    @Override
    public void write(byte[] octets, Deadline step) throws IOException {
        if (ours && octets.length <= Pipeline.MOST_OCTETS) {
            inner.write(octets, step);
            return;
        }
        Deadline limit = wait.unbroken(step);
        guard.connect(inner, limit, () -> {
            inner.write(octets, limit);
            return true;
        });
    }

    @Override
    public InetAddress localAddress() {
        return ownAddress()
                .orElseGet(InetAddress::getLoopbackAddress); // EHLO needs some literal, and this one reveals nothing
    }

    /** The address of our end, if the connection knows it. */
    Optional<InetAddress> ownAddress() {
        if (ours) {
            return Optional.of(inner.localAddress());
        }
        try {
            return Optional.of(noted(() -> guard.connect(inner, deadline, inner::localAddress)));
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    @Override
    public int localPort() {
        try {
            return noted(() -> guard.connect(inner, deadline, inner::localPort));
        } catch (IOException unknown) {
            return 0;
        }
    }

    /** Releases a thread that is blocked here, without waiting for the wrapped connection's close(). May be called from any thread. */
    void abort() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        if (ours) {
            closeInner();
        } else if (!guard.elsewhere(this::closeInner)) {
            closing.set(false);
        }
    }

    @Override
    public void close() throws IOException {
        if (!closing.compareAndSet(false, true)) {
            awaitClosed();
        } else if (ours) {
            inner.close();
        } else {
            noted(() -> guard.finish(inner, wait.unbroken(deadline.sooner(CLOSING)), () -> {
                inner.close();
                return true;
            }));
        }
    }

    @FunctionalInterface
    private interface Call<T> {
        T run() throws IOException;
    }

    /** Runs a call without which the probe can continue. If it fails, the report says so. */
    private <T> T noted(Call<T> call) throws IOException {
        try {
            return call.run();
        } catch (ExtensionError bug) {
            guard.note(bug);
            throw bug;
        }
    }

    private void closeInner() {
        try {
            inner.close();
        } catch (Throwable ignored) {
            // There is nobody to tell: the probing thread uses the same connection, and reports its failures.
        } finally {
            closed.countDown();
        }
    }

    /**
     * Waits for another thread's close. The wait is short, so an interrupt does not end it, but its flag is kept for the
     * caller.
     */
    private void awaitClosed() {
        boolean interrupted = Thread.interrupted();
        try {
            closed.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private int possible(int count, byte[] buffer) throws ExtensionError {
        if (count < -1 || count > buffer.length) { // -1 is the end of the stream
            throw new ExtensionError(inner, "says that it read " + count + " octets, which cannot be");
        }
        return count;
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.plan.Allowance;
import io.github.smtpprobe.transport.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * A connection whose first octets may be long in coming. After a while of silence it lets something else be done on this thread,
 * once, and then goes on waiting. Whoever does it can ask between two steps whether the octets are there.
 */
final class PatientConnection implements Connection {
    private final GuardedConnection inner;
    private final Allowance time;
    private final BiConsumer<Deadline, BooleanSupplier> meanwhile;
    private byte[] early = new byte[0];
    private boolean waited;

    /**
     * Wraps a connection that has not been read from.
     *
     * @param meanwhile gets the end of the wait, and what tells whether the peer has spoken
     */
    PatientConnection(GuardedConnection inner, Allowance time, BiConsumer<Deadline, BooleanSupplier> meanwhile) {
        this.inner = inner;
        this.time = time;
        this.meanwhile = meanwhile;
    }

    /** Whether the peer has spoken; what it said is kept for the next read. */
    private boolean spoke() {
        byte[] buffer = new byte[512];
        try {
            int count = early.length > 0 ? 0 : inner.readAvailable(buffer);
            early = count > 0 ? Arrays.copyOf(buffer, count) : early;
        } catch (IOException gone) {
            return false; // the next read meets the same failure, and it says so
        }
        return early.length > 0;
    }

    @Override
    public int read(byte[] buffer, Deadline deadline) throws IOException {
        if (!waited) {
            waited = true;
            try {
                return inner.read(buffer, patience(deadline), deadline);
            } catch (SocketTimeoutException silent) {
                if (deadline.expired()) {
                    throw silent;
                }
            }
            meanwhile.accept(deadline, this::spoke);
        }
        return early.length > 0 ? takeEarly(buffer) : inner.read(buffer, deadline);
    }

    private Deadline patience(Deadline deadline) {
        return time.lookAfter(deadline.remaining()).map(deadline::sooner).orElse(deadline);
    }

    @Override
    public int readAvailable(byte[] buffer) throws IOException {
        return early.length > 0 ? takeEarly(buffer) : inner.readAvailable(buffer);
    }

    private int takeEarly(byte[] buffer) {
        int count = Math.min(early.length, buffer.length);
        System.arraycopy(early, 0, buffer, 0, count);
        early = Arrays.copyOfRange(early, count, early.length);
        return count;
    }

    @Override
    public void write(byte[] octets, Deadline deadline) throws IOException {
        inner.write(octets, deadline);
    }

    @Override
    public InetAddress localAddress() {
        return inner.localAddress();
    }

    @Override
    public void finish(Deadline deadline) throws IOException {
        inner.finish(deadline);
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }
}

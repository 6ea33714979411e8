/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.transport.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The connection of a second look: it waits in short slices, and is given up when the first connection has spoken. */
final class YieldingConnection implements Connection {
    /** So long at most goes by before the first connection is heard. */
    private static final Duration SLICE = Duration.ofMillis(50);

    /** The first connection has spoken, so nobody needs to look any more. */
    static final class Overtaken extends IOException {
        private static final long serialVersionUID = 1L;

        Overtaken() {
            super("the first connection has spoken");
        }
    }

    private final GuardedConnection inner;
    private final BooleanSupplier spoken;

    YieldingConnection(GuardedConnection inner, BooleanSupplier spoken) {
        this.inner = inner;
        this.spoken = spoken;
    }

    @Override
    public int read(byte[] buffer, Deadline deadline) throws IOException {
        while (true) {
            goOn();
            try {
                return inner.read(buffer, deadline.sooner(SLICE), deadline);
            } catch (SocketTimeoutException silent) {
                if (deadline.expired()) {
                    throw silent;
                }
            }
        }
    }

    @Override
    public int readAvailable(byte[] buffer) throws IOException {
        return inner.readAvailable(buffer);
    }

    @Override
    public void write(byte[] octets, Deadline deadline) throws IOException {
        goOn();
        inner.write(octets, deadline);
    }

    private void goOn() throws Overtaken {
        if (spoken.getAsBoolean()) {
            throw new Overtaken();
        }
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

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.transport.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Objects;

/** A connection of somebody's transport: whatever it throws becomes an IOException, so that a bug in it is a result too. */
final class ForeignConnection implements Connection {
    private final Connection inner;

    ForeignConnection(Connection inner) {
        this.inner = Objects.requireNonNull(inner);
    }

    @Override
    public int read(byte[] buffer, Deadline deadline) throws IOException {
        return tamed(() -> {
            int count = inner.read(buffer, deadline);
            if (count == 0) { // or we should ask again for ever
                throw new IllegalStateException("nothing was read");
            }
            return within(count, buffer);
        });
    }

    @Override
    public int readAvailable(byte[] buffer) throws IOException {
        return Math.max(0, tamed(() -> within(inner.readAvailable(buffer), buffer)));
    }

    @Override
    public void write(byte[] octets, Deadline deadline) throws IOException {
        tamed(() -> {
            inner.write(octets, deadline);
            return true;
        });
    }

    @Override
    public void finish(Deadline deadline) throws IOException {
        tamed(() -> {
            inner.finish(deadline);
            return true;
        });
    }

    @Override
    public void close() throws IOException {
        tamed(() -> {
            inner.close();
            return true;
        });
    }

    @Override
    public InetAddress localAddress() {
        try {
            return Objects.requireNonNull(inner.localAddress());
        } catch (RuntimeException | Error bug) {
            return InetAddress.getLoopbackAddress(); // EHLO needs some literal; this one gives nothing away
        }
    }

    private static int within(int count, byte[] buffer) {
        if (count < -1 || count > buffer.length) { // -1 is the end of the stream
            throw new IllegalStateException("more or less was read than can be");
        }
        return count;
    }

    @FunctionalInterface
    private interface Call<T> {
        T run() throws IOException;
    }

    private static <T> T tamed(Call<T> call) throws IOException {
        try {
            return call.run();
        } catch (RuntimeException | Error bug) {
            throw new IOException("the transport failed: " + bug.getClass().getSimpleName());
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import io.github.smtpprobe.clock.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;

/**
 * A connection on which first the proxies are asked, and which then belongs to the server. What was read beyond a proxy's answer
 * is kept, because it is the next proxy's answer or the server's greeting. If the connection ends before the server's first
 * octet, the road has failed, because a proxy that says yes too early looks the same.
 */
final class ProxiedConnection implements Connection {
    private static final int CHUNK = 512;

    private final Connection inner;
    private final String road;
    private byte[] kept = {};
    private boolean heard;

    ProxiedConnection(Connection inner, String road) {
        this.inner = inner;
        this.road = road;
    }

    /** The next octet of a proxy's answer, or -1 at the end. */
    int next(Deadline deadline) throws IOException {
        if (kept.length == 0) {
            byte[] buffer = new byte[CHUNK];
            int count = inner.read(buffer, deadline);
            if (count < 0) {
                return -1;
            }
            kept = Arrays.copyOf(buffer, count);
        }
        int octet = kept[0] & 0xFF;
        kept = Arrays.copyOfRange(kept, 1, kept.length);
        return octet;
    }

    /** The octets that have arrived of a senseless answer, to be shown. */
    byte[] rest() {
        return kept.clone();
    }

    void ask(byte[] octets, Deadline deadline) throws IOException {
        inner.write(octets, deadline);
    }

    @Override
    public int read(byte[] buffer, Deadline deadline) throws IOException {
        if (kept.length > 0) {
            return take(buffer);
        }
        try {
            int count = inner.read(buffer, deadline);
            if (count < 0 && !heard) {
                throw closed();
            }
            heard |= count > 0;
            return count;
        } catch (SocketException reset) {
            throw heard ? reset : closed();
        }
    }

    @Override
    public int readAvailable(byte[] buffer) throws IOException {
        if (kept.length > 0) {
            return take(buffer);
        }
        int count = inner.readAvailable(buffer);
        heard |= count > 0;
        return count;
    }

    private int take(byte[] buffer) {
        int count = Math.min(buffer.length, kept.length);
        System.arraycopy(kept, 0, buffer, 0, count);
        kept = Arrays.copyOfRange(kept, count, kept.length);
        heard = true;
        return count;
    }

    @Override
    public void write(byte[] octets, Deadline deadline) throws IOException {
        try {
            inner.write(octets, deadline);
        } catch (ClosedChannelException ours) {
            throw ours;
        } catch (IOException broken) {
            throw heard ? broken : closed();
        }
    }

    private RoadFailure closed() {
        return new RoadFailure(
                RoadFailure.Kind.CLOSED,
                road + ": the connection through it was closed before anything came from the server");
    }

    /** Our address on the connection to the first proxy, which is not an address that the server sees. */
    @Override
    public InetAddress localAddress() {
        return inner.localAddress();
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }
}

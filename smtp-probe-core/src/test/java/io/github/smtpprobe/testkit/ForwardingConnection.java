/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.transport.Connection;
import java.io.IOException;
import java.net.InetAddress;

/**
 * A connection that forwards everything to another one. Override methods to observe them or to make them fail. As thread-safe as
 * the other connection.
 */
public class ForwardingConnection implements Connection {
    private final Connection lower;

    /**
     * Creates a connection.
     *
     * @param lower the connection to forward to
     */
    public ForwardingConnection(Connection lower) {
        this.lower = lower;
    }

    @Override
    public int read(byte[] buffer, Deadline deadline) throws IOException {
        return lower.read(buffer, deadline);
    }

    @Override
    public int readAvailable(byte[] buffer) throws IOException {
        return lower.readAvailable(buffer);
    }

    @Override
    public void write(byte[] octets, Deadline deadline) throws IOException {
        lower.write(octets, deadline);
    }

    @Override
    public InetAddress localAddress() {
        return lower.localAddress();
    }

    @Override
    public int localPort() {
        return lower.localPort();
    }

    @Override
    public void close() throws IOException {
        lower.close();
    }
}

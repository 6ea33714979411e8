/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.transport.Connection;
import java.net.InetAddress;

/** A peer that accepts everything, says nothing, and has already closed the connection. */
final class Nobody implements Connection {
    @Override
    public int read(byte[] buffer, Deadline deadline) {
        return -1;
    }

    @Override
    public int readAvailable(byte[] buffer) {
        return 0;
    }

    @Override
    public void write(byte[] octets, Deadline deadline) {
        // nobody is there to read it
    }

    @Override
    public InetAddress localAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public void close() {
        // nothing is open
    }
}

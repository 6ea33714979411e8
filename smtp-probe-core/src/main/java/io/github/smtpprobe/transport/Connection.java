/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import io.github.smtpprobe.clock.Deadline;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;

/**
 * A stream of octets in both directions. It is used by one thread, but {@link #close()} may be called once from any thread at any
 * time, and must at once release a thread that is blocked here. That thread is also interrupted when its time is over. Exceptions
 * other than IOException, and impossible return values, are reported as bugs of the transport.
 */
public interface Connection extends Closeable {
    /**
     * Waits for at least one octet.
     *
     * @param buffer   receives the octets, from its start
     * @param deadline when to give up
     * @return how many octets came, or -1 if the peer has closed
     * @throws IOException if reading fails: {@link java.net.SocketTimeoutException} if time ran out
     */
    int read(byte[] buffer, Deadline deadline) throws IOException;

    /**
     * Reads what is available without waiting.
     *
     * @param buffer receives the octets, from its start
     * @return how many octets were read; may be 0
     * @throws IOException on failure
     */
    int readAvailable(byte[] buffer) throws IOException;

    /**
     * Sends all octets, in one write where possible.
     *
     * @param octets   what to send
     * @param deadline when to give up; an implementation that cannot time out may rely on being closed
     * @throws IOException on failure
     */
    void write(byte[] octets, Deadline deadline) throws IOException;

    /** {@return the local address} */
    InetAddress localAddress();

    /** {@return the local port; 0, the default, if it is not known} */
    default int localPort() {
        return 0;
    }
}

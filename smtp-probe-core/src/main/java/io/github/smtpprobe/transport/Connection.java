/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import io.github.smtpprobe.clock.Deadline;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;

/**
 * A stream of octets in both directions. Used by one thread, but {@link #close()} may come once from any thread at any time, and must
 * at once free a thread that is blocked here. That thread is also interrupted when its time is over. What is thrown here beside an
 * IOException, or returned though it cannot be, is a bug of the transport's, and the report says so.
 */
public interface Connection extends Closeable {
    /**
     * Waits for at least one octet.
     *
     * @param buffer   receives the octets, from its start
     * @param deadline when to give up
     * @return how many octets came, or -1 if the peer has closed
     * @throws IOException on failure: {@link java.net.SocketTimeoutException} when time ran out
     */
    int read(byte[] buffer, Deadline deadline) throws IOException;

    /**
     * Takes what is there without waiting.
     *
     * @param buffer receives the octets, from its start
     * @return how many octets were there, may be 0
     * @throws IOException on failure
     */
    int readAvailable(byte[] buffer) throws IOException;

    /**
     * Sends all octets, in one write where the system lets us.
     *
     * @param octets   what to send
     * @param deadline when to give up; an implementation that cannot may rely on being closed
     * @throws IOException on failure
     */
    void write(byte[] octets, Deadline deadline) throws IOException;

    /** {@return our end's address} */
    InetAddress localAddress();

    /** {@return our end's port; 0 where it is not known, which it is not unless a transport says so} */
    default int localPort() {
        return 0;
    }
}

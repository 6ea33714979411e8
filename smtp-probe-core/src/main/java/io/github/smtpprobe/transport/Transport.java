/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.route.Route;
import java.io.IOException;
import java.net.InetAddress;

/** Makes connections. Thread-safe; shared by all probes. Plain, STARTTLS and implicit TLS all run over what it returns. */
@FunctionalInterface
public interface Transport {
    /**
     * Connects to the route's address and port; its host name is not looked up again.
     *
     * @param route    where to
     * @param deadline when to give up
     * @return an open connection, without TLS
     * @throws IOException if none can be made: {@link java.net.SocketTimeoutException} when time ran out,
     *                     {@link java.net.ConnectException} when it was refused
     */
    Connection connect(Route route, Deadline deadline) throws IOException;

    /**
     * Connects from one address of this machine. A transport that cannot choose it leaves this as it is: the attempt then fails and
     * says so, since nothing that was asked for is left out in silence.
     *
     * @param route    where to
     * @param source   our end's address
     * @param deadline when to give up
     * @return an open connection, without TLS
     * @throws IOException if none can be made: {@link java.net.BindException} when the address is none of this machine's
     */
    default Connection connect(Route route, InetAddress source, Deadline deadline) throws IOException {
        throw new IOException("this transport cannot choose the source address");
    }

    /** {@return the transport on TCP sockets of this machine, without proxy} */
    static Transport sockets() {
        return SocketTransport.INSTANCE;
    }
}

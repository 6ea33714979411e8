/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;

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

    /**
     * Tells what lies between this machine and the server. A failure of {@link #connect} is then the road's where it is a time-out or a
     * {@link RoadFailure}, and our end's address is none that the server sees.
     *
     * @return the road in words for reports and transcripts, without secrets, such as {@code SOCKS5 proxy 192.0.2.1:1080}; empty for a
     *     connection straight to the address
     */
    default Optional<String> road() {
        return Optional.empty();
    }

    /**
     * Tells who looks up the names of servers.
     *
     * @return whether this transport does, or who it asks: then nothing is looked up here, and {@link #connect} gets routes of which the
     *     host counts, with the address {@link Route#NO_ADDRESS}
     */
    default boolean resolvesNames() {
        return false;
    }

    /**
     * The transport that goes by a road. A request or a probe that is given the road itself makes it from the probe's own resolver.
     *
     * @param road  through proxies, or to a Unix socket
     * @param names looks up the names of proxies, inside the deadline
     * @return a transport whose failures are {@link RoadFailure}s
     */
    static Transport over(Road road, MailResolver names) {
        Objects.requireNonNull(names, "names");
        return Objects.requireNonNull(road, "road")
                .socket()
                .<Transport>map(UnixSocketTransport::new)
                .orElseGet(() -> new ProxyTransport(road, names, sockets()));
    }

    /** {@return the transport on TCP sockets of this machine, without proxy} */
    static Transport sockets() {
        return SocketTransport.INSTANCE;
    }
}

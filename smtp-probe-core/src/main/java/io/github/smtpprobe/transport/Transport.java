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

/**
 * Makes connections. Implementations must be thread-safe, since all probes share one. Clear text, STARTTLS and implicit TLS all
 * run over the connections that it returns.
 */
@FunctionalInterface
public interface Transport {
    /**
     * Connects to the route's address and port. The host name must not be looked up again.
     *
     * @param route    where to
     * @param deadline when to give up
     * @return an open connection, without TLS
     * @throws IOException if no connection can be made: {@link java.net.SocketTimeoutException} if time ran out,
     *                     {@link java.net.ConnectException} if it was refused
     */
    Connection connect(Route route, Deadline deadline) throws IOException;

    /**
     * Connects from a given address of this machine. A transport that cannot choose the address need not override this method:
     * the attempt then fails and says so, since nothing that was asked for may be ignored silently.
     *
     * @param route    where to
     * @param source   the local address to use
     * @param deadline when to give up
     * @return an open connection, without TLS
     * @throws IOException if no connection can be made: {@link java.net.BindException} if the address does not belong to this
     *     machine
     */
    default Connection connect(Route route, InetAddress source, Deadline deadline) throws IOException {
        throw new IOException("this transport cannot choose the source address");
    }

    /**
     * Tells what lies between this machine and the server. If there is such a road, a time-out or a {@link RoadFailure} of
     * {@link #connect} counts as a failure of the road, and the local address is not the one that the server sees.
     *
     * @return the road in words, for reports and transcripts, without secrets, such as {@code SOCKS5 proxy 192.0.2.1:1080}; empty
     *     for direct connections
     */
    default Optional<String> road() {
        return Optional.empty();
    }

    /**
     * Tells whether this transport, or a proxy that it uses, looks up the names of servers.
     *
     * @return whether it does; nothing is then looked up here, and {@link #connect} is given routes with the address
     *     {@link Route#NO_ADDRESS}, of which only the host counts
     */
    default boolean resolvesNames() {
        return false;
    }

    /**
     * The transport for a road. It is made automatically, with the probe's own resolver, if a request or a probe is given a road.
     *
     * @param road  through proxies, or to a Unix socket
     * @param names looks up the names of proxies, within the deadline
     * @return a transport whose failures are {@link RoadFailure}s
     */
    static Transport over(Road road, MailResolver names) {
        Objects.requireNonNull(names, "names");
        return Objects.requireNonNull(road, "road")
                .socket()
                .<Transport>map(UnixSocketTransport::new)
                .orElseGet(() -> new ProxyTransport(road, names, sockets()));
    }

    /** {@return the transport that uses TCP sockets of this machine, without a proxy} */
    static Transport sockets() {
        return SocketTransport.INSTANCE;
    }
}

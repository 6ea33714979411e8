/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.text.Printable;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Connects to a Unix socket, whatever the route says.
 *
 * @param path the path of the socket
 */
record UnixSocketTransport(Path path) implements Transport {
    @Override
    public Optional<String> road() {
        return Optional.of(Road.unixSocket(path).toString());
    }

    @Override
    public boolean resolvesNames() {
        return true;
    }

    /** Connects at once, or waits if the queue is full; in that case, only an interrupt can end it. */
    @Override
    public Connection connect(Route route, Deadline deadline) throws IOException {
        if (deadline.expired()) {
            throw new SocketTimeoutException("no time left to connect");
        }
        try (Opening opening = new Opening()) {
            opening.channel.connect(UnixDomainSocketAddress.of(path));
            return opening.made();
        } catch (SocketException failed) {
            throw failure(String.valueOf(failed.getMessage()));
        } catch (UnsupportedOperationException | UnsupportedAddressTypeException none) {
            throw failure("this system has no Unix sockets");
        }
    }

    private RoadFailure failure(String why) {
        String words = why.toLowerCase(Locale.ROOT).contains("too long")
                ? "the path is longer than this system takes for a socket"
                : Printable.clean(why);
        return new RoadFailure(RoadFailure.Kind.SOCKET, Road.unixSocket(path) + ": " + words);
    }

    /** A channel that is closed unless a connection takes it over. */
    private static final class Opening implements AutoCloseable {
        final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        private boolean used;

        Opening() throws IOException {}

        Connection made() throws IOException {
            Connection connection = new UnixSocketConnection(channel);
            used = true;
            return connection;
        }

        @Override
        public void close() throws IOException {
            if (!used) {
                channel.close();
            }
        }
    }
}

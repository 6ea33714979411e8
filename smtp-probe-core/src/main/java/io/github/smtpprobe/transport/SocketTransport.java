/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.route.Route;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * TCP through a SocketChannel. Unlike a Socket, this ignores {@code -DsocksProxyHost}, responds to interrupts, and releases a
 * blocked writer when it is closed.
 */
enum SocketTransport implements Transport {
    INSTANCE;

    @Override
    public Connection connect(Route route, Deadline deadline) throws IOException {
        return connect(route, Optional.empty(), deadline);
    }

    @Override
    public Connection connect(Route route, InetAddress source, Deadline deadline) throws IOException {
        return connect(route, Optional.of(source), deadline);
    }

    private static Connection connect(Route route, Optional<InetAddress> source, Deadline deadline) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            if (source.isPresent()) {
                channel.bind(new InetSocketAddress(source.get(), 0));
            }
            // Without this option, each TLS flight waits for the peer's delayed acknowledgement: 44 ms per probe
            // instead of 2.
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (deadline.expired()) {
                throw new SocketTimeoutException("no time left to connect");
            }
            channel.socket().connect(new InetSocketAddress(route.address(), route.port()), deadline.remainingMillis());
            return new SocketConnection(channel);
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    private static final class SocketConnection implements Connection {
        private final SocketChannel channel;
        private final Socket socket;
        private final InputStream in;

        SocketConnection(SocketChannel channel) throws IOException {
            this.channel = channel;
            this.socket = channel.socket();
            this.in = socket.getInputStream();
        }

        @Override
        public int read(byte[] buffer, Deadline deadline) throws IOException {
            if (deadline.expired()) {
                throw new SocketTimeoutException("no time left to read");
            }
            int there = readAvailable(buffer);
            if (there > 0) {
                return there;
            }
            socket.setSoTimeout(deadline.remainingMillis());
            return in.read(buffer, 0, buffer.length);
        }

        /**
         * Reads from the channel, because its stream would switch the socket's mode back and forth for each read with a
         * time-out.
         */
        @Override
        public int readAvailable(byte[] buffer) throws IOException {
            int there = Math.min(buffer.length, in.available());
            return there == 0 ? 0 : Math.max(0, channel.read(ByteBuffer.wrap(buffer, 0, there)));
        }

        @Override
        public void write(byte[] octets, Deadline deadline) throws IOException {
            ByteBuffer left = ByteBuffer.wrap(octets);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        }

        @Override
        public InetAddress localAddress() {
            return socket.getLocalAddress();
        }

        @Override
        public int localPort() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}

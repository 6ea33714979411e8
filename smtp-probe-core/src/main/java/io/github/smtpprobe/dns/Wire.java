/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one look-up, on a selector on which the asking thread itself waits. dnsjava's own transport keeps a thread
 * forever, and sockets that nobody can close. Used by one thread; closing it closes all sockets.
 */
final class Wire implements Closeable {
    private static final int LONGEST = 65_535;

    private final SelectorProvider sockets;
    private final Selector selector;

    Wire() throws IOException {
        this(SelectorProvider.provider());
    }

    Wire(SelectorProvider sockets) throws IOException {
        this.sockets = sockets;
        selector = sockets.openSelector();
    }

    /** One question and its socket. */
    private abstract static class Exchange {
        final CompletableFuture<byte[]> answer = new CompletableFuture<>();

        /** Continues with whatever the socket is ready for. */
        abstract void proceed(SelectionKey key) throws IOException;
    }

    /** Over UDP; datagrams with another id belong to somebody else, and are ignored. */
    private static final class ByDatagram extends Exchange {
        private final DatagramChannel channel;
        private final byte[] query;

        ByDatagram(DatagramChannel channel, byte[] query) {
            this.channel = channel;
            this.query = query;
        }

        @Override
        void proceed(SelectionKey key) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(LONGEST);
            while (channel.read(buffer.clear()) > 0) {
                buffer.flip();
                if (buffer.remaining() >= 2 && buffer.get(0) == query[0] && buffer.get(1) == query[1]) {
                    byte[] octets = new byte[buffer.remaining()];
                    buffer.get(octets);
                    key.channel().close();
                    answer.complete(octets);
                    return;
                }
            }
        }
    }

    /** Over TCP; each message is preceded by two octets with its length (RFC 1035 §4.2.2). */
    private static final class ByStream extends Exchange {
        private final SocketChannel channel;
        private final ByteBuffer out;
        private final ByteBuffer length = ByteBuffer.allocate(2);
        private @Nullable ByteBuffer in;

        ByStream(SocketChannel channel, byte[] query) {
            this.channel = channel;
            this.out = ByteBuffer.allocate(query.length + 2)
                    .putShort((short) query.length)
                    .put(query)
                    .flip();
        }

        @Override
        void proceed(SelectionKey key) throws IOException {
            if (key.isConnectable()) {
                channel.finishConnect();
                key.interestOps(SelectionKey.OP_WRITE);
            } else if (key.isWritable()) {
                channel.write(out);
                key.interestOps(out.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
            } else if (key.isReadable()) {
                read(key);
            }
        }

        private void read(SelectionKey key) throws IOException {
            ByteBuffer into = in == null ? length : in;
            if (channel.read(into) < 0) {
                throw new EOFException("the name server closed the connection");
            }
            if (in == null && !length.hasRemaining()) {
                in = ByteBuffer.allocate(Short.toUnsignedInt(length.getShort(0)));
            } else if (in != null && !in.hasRemaining()) {
                key.channel().close();
                answer.complete(in.array());
            }
        }
    }

    /**
     * Sends a question as a datagram.
     *
     * @param server the server
     * @param query  the question, which begins with its id
     * @return the first datagram that comes back with this id
     */
    CompletableFuture<byte[]> datagram(InetSocketAddress server, byte[] query) {
        return started(() -> {
            DatagramChannel channel = opened(sockets::openDatagramChannel);
            return registered(channel, new ByDatagram(channel, query), SelectionKey.OP_READ, () -> {
                channel.connect(server);
                channel.write(ByteBuffer.wrap(query));
            });
        });
    }

    /**
     * Sends a question over a connection of its own.
     *
     * @param server the server
     * @param query  the question, which begins with its id
     * @return the first message that comes back
     */
    CompletableFuture<byte[]> stream(InetSocketAddress server, byte[] query) {
        return started(() -> {
            SocketChannel channel = opened(sockets::openSocketChannel);
            return registered(channel, new ByStream(channel, query), SelectionKey.OP_CONNECT, () -> {
                if (channel.connect(server)) {
                    channel.keyFor(selector).interestOps(SelectionKey.OP_WRITE);
                }
            });
        });
    }

    /** Something that a socket may refuse to do. */
    @FunctionalInterface
    private interface Doing<T> {
        T go() throws IOException;
    }

    /** Something that a socket may refuse to do, without a result. */
    @FunctionalInterface
    private interface Step {
        void go() throws IOException;
    }

    /** Thrown if this machine has no socket left, for which nobody else is to blame. */
    static final class NoSocket extends IOException {
        private static final long serialVersionUID = 1L;

        NoSocket(IOException why) {
            super("this machine has no socket to ask with", why);
        }
    }

    private static <T> T opened(Doing<T> opening) throws NoSocket {
        try {
            return opening.go();
        } catch (IOException none) {
            throw new NoSocket(none);
        }
    }

    /** Catches the unchecked exceptions that mean that this machine does not have an address family. */
    private static CompletableFuture<byte[]> started(Doing<CompletableFuture<byte[]>> opening) {
        try {
            return opening.go();
        } catch (IOException | RuntimeException unable) {
            return CompletableFuture.failedFuture(unable);
        }
    }

    private CompletableFuture<byte[]> registered(SelectableChannel channel, Exchange exchange, int ops, Step first)
            throws IOException {
        try {
            channel.configureBlocking(false);
            channel.register(selector, ops, exchange);
            first.go();
            return exchange.answer;
        } catch (IOException | RuntimeException unable) {
            channel.close();
            throw unable;
        }
    }

    /**
     * Waits for the sockets and lets those that are ready proceed.
     *
     * @param most how long to wait; an interrupt ends it sooner
     */
    void await(Duration most) throws IOException {
        await(most, () -> false);
    }

    /**
     * As above, but stops when the time is over, since processing an answer may take long.
     *
     * @param most how long to wait; an interrupt ends it sooner
     * @param over whether the time is over
     */
    void await(Duration most, BooleanSupplier over) throws IOException {
        selector.select(Math.max(1, most.toMillis()));
        for (Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
                ready.hasNext() && !over.getAsBoolean(); ) {
            SelectionKey key = ready.next();
            ready.remove();
            Exchange exchange = (Exchange) key.attachment();
            try {
                exchange.proceed(key);
            } catch (IOException | RuntimeException broken) {
                key.channel().close();
                exchange.answer.completeExceptionally(broken);
            }
        }
    }

    /** Whether something has arrived that was not read, so that it must not be said that nothing came. */
    boolean unread() {
        try {
            selector.selectNow();
            return !selector.selectedKeys().isEmpty();
        } catch (IOException unable) {
            return true;
        }
    }

    /** Ends the current wait, or the next one, at once. May be called from any thread. */
    void wake() {
        selector.wakeup();
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import io.github.smtpprobe.clock.Deadline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A connection over a Unix socket. Its channel has no timeout of its own, so it waits with a selector. */
final class UnixSocketConnection implements Connection {
    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;

    UnixSocketConnection(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.selector = Selector.open();
        try {
            channel.configureBlocking(false);
            this.key = channel.register(selector, 0);
        } catch (IOException | RuntimeException failed) {
            selector.close();
            throw failed;
        }
    }

    @Override
    public int read(byte[] buffer, Deadline deadline) throws IOException {
        ByteBuffer into = ByteBuffer.wrap(buffer);
        if (deadline.expired()) {
            throw new SocketTimeoutException("no time left to read");
        }
        while (true) {
            int count = channel.read(into);
            if (count != 0) {
                return count;
            }
            await(SelectionKey.OP_READ, deadline);
        }
    }

    @Override
    public int readAvailable(byte[] buffer) throws IOException {
        return Math.max(0, channel.read(ByteBuffer.wrap(buffer)));
    }

    @Override
    public void write(byte[] octets, Deadline deadline) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(octets);
        while (left.hasRemaining()) {
            if (channel.write(left) == 0) {
                await(SelectionKey.OP_WRITE, deadline);
            }
        }
    }

    /** Waits until the channel is ready, or may be; the caller then tries again. */
    private void await(int operation, Deadline deadline) throws IOException {
        if (deadline.expired()) {
            throw new SocketTimeoutException("nothing came in time");
        }
        try {
            key.interestOps(operation);
            selector.select(deadline.remainingMillis());
            selector.selectedKeys().clear();
        } catch (ClosedSelectorException | CancelledKeyException closed) {
            throw new AsynchronousCloseException();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted");
        }
    }

    /** There is no address, but EHLO needs one: it gets the loopback address. */
    @Override
    public InetAddress localAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            selector.close();
        }
    }
}

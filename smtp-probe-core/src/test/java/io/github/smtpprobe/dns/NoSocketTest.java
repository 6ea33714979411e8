/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.records.Trouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What this machine lacks is no trouble of a name server's. */
class NoSocketTest {
    /** As it is where all file descriptors are taken. */
    private static final class Taken extends SelectorProvider {
        private static SocketException none() {
            return new SocketException("Zu viele offene Dateien");
        }

        @Override
        public DatagramChannel openDatagramChannel() throws IOException {
            throw none();
        }

        @Override
        public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
            throw none();
        }

        @Override
        public Pipe openPipe() throws IOException {
            throw none();
        }

        @Override
        public AbstractSelector openSelector() throws IOException {
            return SelectorProvider.provider().openSelector();
        }

        @Override
        public ServerSocketChannel openServerSocketChannel() throws IOException {
            throw none();
        }

        @Override
        public SocketChannel openSocketChannel() throws IOException {
            throw none();
        }
    }

    private static Trouble trouble(CompletableFuture<byte[]> failed) {
        return failed.handle((octets, failure) -> NotLearned.of(failure).trouble())
                .join();
    }

    @Test
    void isOurOwnTrouble() throws Exception {
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), 53);
        try (Wire wire = new Wire(new Taken())) {
            assertThat(trouble(wire.datagram(server, new byte[12]))).isEqualTo(Trouble.NO_SOCKET);
            assertThat(trouble(wire.stream(server, new byte[12]))).isEqualTo(Trouble.NO_SOCKET);
        }
    }

    @Test
    void aServerThatCannotBeReachedIsAnother() throws Exception {
        InetSocketAddress nowhere = InetSocketAddress.createUnresolved("ns.invalid", 53);
        try (Wire wire = new Wire()) {
            assertThat(trouble(wire.datagram(nowhere, new byte[12]))).isEqualTo(Trouble.UNREACHABLE);
            assertThat(trouble(wire.stream(nowhere, new byte[12]))).isEqualTo(Trouble.UNREACHABLE);
        }
        assertThat(NotLearned.of(new SocketException("Network is unreachable")).trouble())
                .isEqualTo(Trouble.UNREACHABLE);
    }
}

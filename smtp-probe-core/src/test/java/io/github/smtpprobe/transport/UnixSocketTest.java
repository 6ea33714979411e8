/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.route.Route;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A server on a Unix socket, whose waits must end as those on any other socket do. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class UnixSocketTest {
    private static final Route ANY =
            new Route("mx.example", false, AddressLiteral.parse("192.0.2.1"), 25, TlsMode.PLAIN);

    @TempDir
    Path folder;

    private Path path;
    private ServerSocketChannel listening;

    @BeforeEach
    void listen() throws IOException {
        path = folder.resolve("smtp");
        listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(path));
    }

    @AfterEach
    void end() throws IOException {
        listening.close();
    }

    private static Deadline in(long millis) {
        return Deadline.after(Duration.ofMillis(millis), Ticker.system());
    }

    private Connection connect() throws IOException {
        return new UnixSocketTransport(path).connect(ANY, in(5_000));
    }

    private static ProbeRequest.Builder request(Path path) {
        return ProbeRequest.to("mx.example", 24)
                .tls(TlsMode.PLAIN)
                .withoutSecondLook()
                .road(Road.unixSocket(path));
    }

    private void serve(String... replies) {
        Thread server = new Thread(() -> {
            try (SocketChannel client = listening.accept()) {
                for (String each : replies) {
                    client.write(ByteBuffer.wrap(each.getBytes(StandardCharsets.US_ASCII)));
                    client.read(ByteBuffer.allocate(1_000));
                }
            } catch (IOException gone) {
                // the client has what it needs
            }
        });
        server.setDaemon(true);
        server.start();
    }

    @Test
    void aProbeGoesByIt() {
        serve("220 mx\r\n", "250 mx\r\n", "221 bye\r\n");
        ProbeReport report = SmtpProbe.run(request(path).build());
        assertThat(report.passed()).as(report + "\n" + report.transcript()).isTrue();
        assertThat(report.transcript().toString()).startsWith("* road Unix socket " + path + "\nS: 220 mx\n");
        assertThat(report.transcript().toString()).contains("C: EHLO [127.0.0.1]");
        assertThat(report.transcript().pseudonymised().toString()).startsWith("* road Unix socket (path left out)\n");
    }

    @Test
    void aSocketThatIsNotThereIsNamed() throws IOException {
        listening.close();
        for (Path each : new Path[] {path, folder.resolve("nothing"), folder, folder.resolve("x".repeat(200))}) {
            ProbeReport report = SmtpProbe.run(request(each).build());
            assertThat(report.rootCause().orElseThrow().id())
                    .as(report.toString())
                    .isEqualTo("road.unix-socket");
            assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        }
        assertThat(catchThrowableOfType(
                        RoadFailure.class,
                        () -> new UnixSocketTransport(folder.resolve("x".repeat(200))).connect(ANY, in(1_000))))
                .hasMessageContaining("longer than this system takes");
    }

    @Test
    void aSocketThatMayNotBeUsedIsNamed() throws IOException {
        Files.setPosixFilePermissions(folder, java.util.Set.of());
        try {
            boolean root = Files.isReadable(folder);
            if (!root) {
                ProbeReport report = SmtpProbe.run(request(path).build());
                assertThat(report.rootCause().orElseThrow().id()).isEqualTo("road.unix-socket");
            }
        } finally {
            Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void aReadEndsAtItsDeadline() throws IOException {
        try (Connection connection = connect()) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> connection.read(new byte[9], in(100))).isInstanceOf(SocketTimeoutException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(99), Patience.AMPLE);
            assertThat(connection.readAvailable(new byte[9])).isZero();
        }
    }

    @Test
    void aWriteThatNobodyTakesEndsAtItsDeadline() throws IOException {
        try (Connection connection = connect()) {
            assertThatThrownBy(() -> connection.write(new byte[8_000_000], in(100)))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aCloseOnAnotherThreadFreesReadAndWrite() throws Exception {
        for (boolean reads : new boolean[] {true, false}) {
            Connection connection = connect();
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            CountDownLatch begins = new CountDownLatch(1);
            Thread blocked = new Thread(() -> {
                begins.countDown();
                try {
                    if (reads) {
                        connection.read(new byte[9], in(20_000));
                    } else {
                        connection.write(new byte[8_000_000], in(20_000));
                    }
                } catch (Throwable any) {
                    thrown.set(any);
                }
            });
            blocked.start();
            assertThat(begins.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            awaitBlocked(blocked);
            connection.close();
            blocked.join(Patience.AMPLE.toMillis());
            assertThat(blocked.isAlive()).isFalse();
            assertThat(thrown.get()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void anInterruptFreesARead() throws Exception {
        Connection connection = connect();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread blocked = new Thread(() -> {
            try {
                connection.read(new byte[9], in(20_000));
            } catch (Throwable any) {
                thrown.set(any);
            }
        });
        blocked.start();
        awaitBlocked(blocked);
        blocked.interrupt();
        blocked.join(Patience.AMPLE.toMillis());
        assertThat(blocked.isAlive()).isFalse();
        assertThat(thrown.get()).isInstanceOf(IOException.class);
        connection.close();
    }

    /** The state of a thread in a selector or a system call is "runnable": its stack tells more. */
    private static void awaitBlocked(Thread thread) {
        boolean there = false;
        while (!there) {
            there = java.util.Arrays.stream(thread.getStackTrace())
                    .anyMatch(each -> each.getClassName().endsWith("UnixSocketConnection")
                            && each.getMethodName().equals("await"));
            Thread.onSpinWait();
        }
    }

    @Test
    void theDeadlineOfAProbeHolds() {
        long start = System.nanoTime();
        ProbeReport report =
                SmtpProbe.run(request(path).deadline(Duration.ofSeconds(5)).build());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Patience.AMPLE);
        assertThat(report.has("greeting.timeout")).as(report.toString()).isTrue();
    }

    /** Nobody accepts, and no more may wait. */
    @Test
    void theDeadlineHoldsWhereTooManyWaitAlready() throws IOException {
        Path full = folder.resolve("full");
        try (ServerSocketChannel busy = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            busy.bind(UnixDomainSocketAddress.of(full), 1);
            java.util.List<SocketChannel> waiting = new java.util.ArrayList<>();
            try {
                for (int i = 0; i < 2; i++) { // the system lets one more wait than it is told
                    waiting.add(SocketChannel.open(UnixDomainSocketAddress.of(full)));
                }
                long start = System.nanoTime();
                ProbeReport report = SmtpProbe.run(
                        request(full).deadline(Duration.ofSeconds(5)).build());
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Patience.AMPLE);
                assertThat(report.rootCause().orElseThrow().id())
                        .as(report.toString())
                        .isEqualTo("road.unix-socket");
            } finally {
                for (SocketChannel each : waiting) {
                    each.close();
                }
            }
        }
    }
}

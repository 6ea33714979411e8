/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.ProxyHeader;
import io.github.smtpprobe.request.Timeouts;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.transport.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections whose writes do not go through. */
@Timeout(Patience.HANGING)
class StubbornConnectionTest {
    /** Greets, and then either blocks a writer until it is closed, or breaks and has a last word. */
    private static class Stubborn implements Connection {
        private final Deque<String> says;
        private final boolean blocks;
        private final CountDownLatch closed = new CountDownLatch(1);
        private volatile boolean wrote;

        Stubborn(boolean blocks, String... says) {
            this.blocks = blocks;
            this.says = new ArrayDeque<>(List.of(says));
        }

        @Override
        public int read(byte[] buffer, Deadline deadline) {
            String line = says.poll();
            if (line == null) {
                return -1;
            }
            byte[] octets = (line + "\r\n").getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(octets, 0, buffer, 0, octets.length);
            return octets.length;
        }

        @Override
        public int readAvailable(byte[] buffer) {
            return 0;
        }

        @Override
        public void write(byte[] octets, Deadline deadline) throws IOException {
            wrote = true;
            try {
                if (blocks) {
                    closed.await();
                }
            } catch (InterruptedException unexpected) {
                throw new AssertionError(unexpected);
            }
            throw new IOException("Broken pipe");
        }

        @Override
        public InetAddress localAddress() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private static ProbeReport probe(Connection connection, Duration time) {
        ProbeReport report = SmtpProbe.builder()
                .transport((route, deadline) -> connection)
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 25)
                        .tls(TlsMode.PLAIN)
                        .deadline(time)
                        .build());
        Invariants.check(report);
        assertThat(report.took()).isLessThan(time.plus(Patience.AMPLE));
        return report;
    }

    private static ProbeReport probe(Connection connection) {
        return probe(connection, Patience.AMPLE);
    }

    private static ProbeReport announced(Connection connection, Duration limit) {
        ProbeReport report = SmtpProbe.builder()
                .transport((route, deadline) -> connection)
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 25)
                        .tls(TlsMode.PLAIN)
                        .proxyHeader(ProxyHeader.v1())
                        .timeouts(Timeouts.STANDARD.withConnect(limit))
                        .build());
        Invariants.check(report);
        return report;
    }

    @Test
    void aProxyHeaderThatIsNotTakenIsNotSent() {
        ProbeReport stuck = announced(new Stubborn(true, "220 mx ESMTP"), Duration.ofMillis(200));
        assertThat(stuck.rootCause().orElseThrow().id()).as(stuck.toString()).isEqualTo("proxy.header-unsent");
        assertThat(stuck.transcript().toString()).doesNotContain("proxy-header");
        ProbeReport broken = announced(new Stubborn(false, "220 mx ESMTP"), Patience.AMPLE);
        assertThat(broken.rootCause().orElseThrow().id()).as(broken.toString()).isEqualTo("tcp.reset");
        assertThat(broken.transcript().toString()).doesNotContain("proxy-header");
    }

    @Test
    void aStuckWriterIsFreedAtTheDeadline() {
        List<Stubborn> stuck = new ArrayList<>();
        ProbeReport report = Patience.until(any -> stuck.get(stuck.size() - 1).wrote, deadline -> {
            stuck.add(new Stubborn(true, "220 mx ESMTP"));
            ProbeReport each = probe(stuck.get(stuck.size() - 1), deadline);
            assertThat(each.took()).isGreaterThan(deadline.minusMillis(100));
            return each;
        });
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
    }

    /** Waits for a latch, whoever interrupts: the worst that code can do on a thread that is not its own. */
    private static void sit(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException ignored) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // README, Security: "code that ignores interrupts holds its own probe, and no other one."
    @Test
    void aCloseThatHangsHoldsNoOtherProbe() throws Exception {
        CountDownLatch closing = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Stubborn hanging = new Stubborn(true, "220 mx ESMTP") {
            @Override
            public void close() {
                closing.countDown();
                sit(release);
                super.close();
            }
        };
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            Duration second = Duration.ofSeconds(1);
            Future<ProbeReport> held = pool.submit(() -> probe(hanging, second));
            assertThat(closing.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            probe(new Stubborn(true, "220 mx ESMTP"), second);
            release.countDown();
            held.get(Patience.SECONDS, TimeUnit.SECONDS);
        } finally {
            release.countDown();
            pool.shutdownNow();
        }
    }

    /** Such a connection ignores the interrupt, as one on a plain Socket does, and obeys only a close from another thread. */
    @Test
    void aReaderThatIgnoresInterruptsIsFreedByTheClose() {
        CountDownLatch closed = new CountDownLatch(1);
        Stubborn deaf = new Stubborn(false) {
            @Override
            public int read(byte[] buffer, Deadline deadline) {
                sit(closed);
                return -1;
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
        probe(deaf, Duration.ofSeconds(1));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    /** A transport of the application's that counts wrongly is named, and neither loops nor throws out of the probe. */
    @ParameterizedTest
    @ValueSource(ints = {0, -2, 1 << 20, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void countsThatCannotBeAreTheTransportsFault(int count) {
        Connection broken = new Connection() {
            @Override
            public int read(byte[] buffer, Deadline deadline) {
                return count;
            }

            @Override
            public int readAvailable(byte[] buffer) {
                return count;
            }

            @Override
            public void write(byte[] octets, Deadline deadline) {
                throw new AssertionError("there is nothing to answer");
            }

            @Override
            public InetAddress localAddress() {
                return InetAddress.getLoopbackAddress();
            }

            @Override
            public void close() {}
        };
        ProbeReport report = probe(broken, Duration.ofMinutes(10));
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.has("extension.failed")).isTrue();
        assertThat(report.summary()).contains("StubbornConnectionTest$");
        assertThat(report.took()).isLessThan(Patience.AMPLE);
    }

    @Test
    void aRefusalBesideABrokenWriteIsTheReason() {
        assertThat(probe(new Stubborn(false, "220 mx ESMTP", "421 4.7.0 too many errors"))
                        .has("server.rate-limited"))
                .isTrue();
    }

    @Test
    void aSuccessForACommandThatNeverArrivedIsNone() {
        ProbeReport report = probe(new Stubborn(false, "220 mx ESMTP", "250 fine"));
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.FAILED);
    }
}

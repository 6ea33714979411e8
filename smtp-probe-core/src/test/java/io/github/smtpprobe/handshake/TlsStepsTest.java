/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeCall;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.harness.Scripts;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.VirtualTicker;
import io.github.smtpprobe.tls.TlsSettings;
import io.github.smtpprobe.transport.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No answer of an SSLEngine, and no server behind one, keeps a probe's thread turning. */
@Timeout(Patience.HANGING)
class TlsStepsTest {
    /** Calls of an engine that one operation may take: a few for each turn. */
    static final int MOST_CALLS = 8 * RecordLayer.MAX_TURNS;

    private static final Runnable NOTHING = () -> {};
    private static final Runnable BROKEN = () -> {
        throw new IllegalStateException("a task that throws");
    };
    private static final Runnable MORE_BROKEN = () -> {
        throw new StackOverflowError("a task that breaks");
    };

    /** A peer that sends some chunks of zeros and closes. */
    static final class Chunks implements Connection {
        private int left;

        Chunks(int count) {
            this.left = count;
        }

        @Override
        public int read(byte[] buffer, Deadline deadline) {
            return left-- > 0 ? buffer.length : -1;
        }

        @Override
        public int readAvailable(byte[] buffer) {
            return left-- > 0 ? buffer.length : 0;
        }

        @Override
        public void write(byte[] octets, Deadline deadline) {}

        @Override
        public InetAddress localAddress() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public void close() {}
    }

    @FunctionalInterface
    interface Use {
        void of(TlsConnection connection, Deadline deadline) throws IOException;
    }

    /** Does one thing with a connection; that it throws is as good as that it does not. */
    static void use(OddEngine engine, Use use) throws GeneralSecurityException {
        TlsConnection connection = new TlsConnection(
                new Chunks(3),
                OngoingHandshake.looking(
                        TlsSettings.builder().sslContext(engine.context()).build(),
                        new TlsPeer("mx.example.com", false, 465)),
                new Guard(new Cancellation()),
                Deadline.after(Duration.ofSeconds(9), new VirtualTicker()));
        try {
            use.of(connection, Deadline.after(Duration.ofSeconds(9), new VirtualTicker()));
        } catch (IOException ended) {
            assertThat(ended).as("which is one way to end").isNotNull();
        }
    }

    @Test
    void everyPairOfStatusesEnds() throws Exception {
        for (Status status : Status.values()) {
            for (HandshakeStatus first : HandshakeStatus.values()) {
                for (HandshakeStatus next : HandshakeStatus.values()) {
                    for (Runnable task : new Runnable[] {null, NOTHING, BROKEN, MORE_BROKEN}) {
                        everyUseEnds(first, new OddEngine.Turn(status, next, 0, 0, task));
                        everyUseEnds(first, new OddEngine.Turn(status, next, 1, 0, task));
                        everyUseEnds(first, new OddEngine.Turn(status, next, 0, 1, task));
                    }
                }
            }
        }
    }

    private static void everyUseEnds(HandshakeStatus first, OddEngine.Turn turn) throws GeneralSecurityException {
        for (Use each : new Use[] {
            TlsConnection::handshake,
            (connection, deadline) -> connection.read(new byte[10], deadline),
            (connection, deadline) -> connection.readAvailable(new byte[10]),
            (connection, deadline) -> connection.write(new byte[10], deadline),
            TlsConnection::end
        }) {
            OddEngine engine = new OddEngine(first, () -> turn);
            use(engine, each);
            assertThat(engine.calls()).as("%s, then %s", first, turn).isLessThan(MOST_CALLS);
        }
    }

    @Test
    void tasksWithoutEndAreLeftWhenTheProbeIsCancelled() {
        AtomicReference<ProbeCall> call = new AtomicReference<>();
        AtomicInteger tasks = new AtomicInteger();
        Runnable cancelling = () -> {
            if (tasks.incrementAndGet() == 5) {
                call.get().cancel();
            }
        };
        ProbeReport report = endless(cancelling, new VirtualTicker(), call);
        assertThat(report.has("probe.cancelled")).as(report.toString()).isTrue();
        assertThat(tasks).hasValue(5);
    }

    @Test
    void tasksWithoutEndAreLeftWhenTheThreadIsInterrupted() {
        AtomicInteger tasks = new AtomicInteger();
        Runnable interrupting = () -> {
            if (tasks.incrementAndGet() == 5) {
                Thread.currentThread().interrupt();
            }
        };
        ProbeReport report = endless(interrupting, new VirtualTicker(), new AtomicReference<>());
        assertThat(Thread.interrupted()).as("the flag stays for the caller").isTrue();
        assertThat(report.has("probe.cancelled")).as(report.toString()).isTrue();
        assertThat(tasks).hasValue(5);
    }

    @Test
    void tasksWithoutEndAreLeftAtTheDeadlineInVirtualTimeToo() {
        VirtualTicker ticker = new VirtualTicker();
        AtomicInteger tasks = new AtomicInteger();
        Runnable slow = () -> {
            tasks.incrementAndGet();
            ticker.advance(Duration.ofSeconds(1));
        };
        ProbeReport report = endless(slow, ticker, new AtomicReference<>());
        assertThat(report.passed()).isFalse();
        assertThat(tasks.get()).isBetween(1, 60);
    }

    /** The interrupt that comes at the deadline is ours, and no cancel of somebody's. */
    @Test
    void aTaskThatOutlastsTheDeadlineIsNoCancel() {
        AtomicInteger tasks = new AtomicInteger();
        Runnable waiting = () -> {
            tasks.incrementAndGet();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException late) {
                Thread.currentThread().interrupt();
            }
        };
        ProbeReport report = Patience.until(
                any -> tasks.get() > 0,
                deadline -> endless(waiting, Ticker.system(), new AtomicReference<>(), deadline));
        assertThat(tasks).hasPositiveValue();
        assertThat(Thread.interrupted()).as("the caller hears nothing of it").isFalse();
        assertThat(report.has("probe.cancelled")).as(report.toString()).isFalse();
        assertThat(report.has("tls.silent")).as("no octet was read").isTrue();
    }

    private static ProbeReport endless(Runnable task, Ticker ticker, AtomicReference<ProbeCall> call) {
        return endless(task, ticker, call, Duration.ofSeconds(30));
    }

    private static ProbeReport endless(
            Runnable task, Ticker ticker, AtomicReference<ProbeCall> call, Duration deadline) {
        OddEngine engine =
                new OddEngine(
                        HandshakeStatus.NEED_UNWRAP,
                        () -> new OddEngine.Turn(Status.OK, HandshakeStatus.NEED_TASK, 0, 0, task)) {
                    @Override
                    public Runnable getDelegatedTask() {
                        super.getDelegatedTask();
                        return task;
                    }
                };
        SmtpProbe probe = SmtpProbe.builder()
                .transport((route, limit) -> new Chunks(1))
                .tlsSettings(TlsSettings.builder().sslContext(engine.context()).build())
                .ticker(ticker)
                .build();
        call.set(probe.call(ProbeRequest.to("mx.example.com", 465)
                .connectTo("192.0.2.1")
                .withoutSecondLook()
                .deadline(deadline)
                .build()));
        return call.get().execute();
    }

    /** The JDK takes the record, and from then on wants 33 KB of room for every record of ours. */
    @Test
    void aFlightInOneRecordLargerThanTheStandardAllows() throws Exception {
        CertificateAuthority authority = CertificateAuthority.create();
        String[] names = IntStream.range(0, 850)
                .mapToObj(i -> "host-" + i + ".example.com")
                .toArray(String[]::new);
        names[0] = "mx.example.com";
        Script script = Script.parse(Scripts.WORKS_IN_TLS);
        MemoryTransport memory =
                new MemoryTransport(Delivery.WHOLE, authority.issue(names).serverContext(), script);
        AtomicInteger largest = new AtomicInteger();
        ProbeReport report = SmtpProbe.builder()
                .transport((route, deadline) -> new MergedFlight(memory.connect(route, deadline), largest))
                .tlsSettings(TlsSettings.builder()
                        .trustStore(authority.trustStore())
                        .protocols("TLSv1.2")
                        .build())
                .ticker(memory.ticker())
                .build()
                .probe(ProbeRequest.to("mx.example.com", 465)
                        .connectTo("192.0.2.1")
                        .build());
        assertThat(largest.get()).as("octets in the record").isGreaterThan(18_437);
        assertThat(report.passed()).as(report.toString()).isTrue();
    }
}

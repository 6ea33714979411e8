/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.ForwardingConnection;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.VirtualTicker;
import io.github.smtpprobe.tls.TlsSettings;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.Transport;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Second looks that cannot be broken off half-way: the first connection is served when it speaks all the same. */
@Timeout(Patience.HANGING)
class HangingLookTest {
    private static final String CLEAR = "S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye";
    private static final String SECURE = "* tls any\nS~ 220 mx\nC~ EHLO x\nS~ 250 mx\nC~ QUIT\nS~ 221 bye";
    private static final String SILENT = "* silence";

    private enum Hanging {
        CONNECT,
        WRITE,
        CLOSE
    }

    /** A connection that hangs in one of its deeds until it is given up, in virtual time where there is a ticker for that. */
    private static final class Stuck extends ForwardingConnection {
        private final Hanging how;
        private final VirtualTicker ticker;

        Stuck(Connection inner, Hanging how, VirtualTicker ticker) {
            super(inner);
            this.how = how;
            this.ticker = ticker;
        }

        @Override
        public void write(byte[] octets, Deadline deadline) throws IOException {
            if (how == Hanging.WRITE) {
                throw late(ticker, deadline);
            }
            super.write(octets, deadline);
        }

        @Override
        public void close() throws IOException {
            super.close();
            if (how == Hanging.CLOSE) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException given) {
                    throw new IOException("interrupted", given);
                }
            }
        }
    }

    private static IOException late(VirtualTicker ticker, Deadline deadline) {
        ticker.advance(deadline.remaining());
        return new SocketTimeoutException("late");
    }

    private static ProbeReport probe(Hanging how, ProbeRequest request, String... scripts) {
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE, null, Stream.of(scripts).map(Script::parse).toArray(Script[]::new));
        ProbeReport report = SmtpProbe.builder()
                .transport((route, deadline) -> {
                    boolean first = memory.connections() == 0;
                    if (!first && how == Hanging.CONNECT) {
                        memory.connect(route, deadline).close();
                        throw late(memory.ticker(), deadline);
                    }
                    Connection made = memory.connect(route, deadline);
                    return first ? made : new Stuck(made, how, memory.ticker());
                })
                .ticker(memory.ticker())
                .build()
                .probe(request);
        Invariants.check(report);
        assertThat(memory.open()).isZero();
        assertThat(report.attempts()).extracting(each -> each.purpose()).contains(Purpose.SECOND_LOOK);
        return report;
    }

    private static ProbeRequest.Builder request(int port, TlsMode mode) {
        return ProbeRequest.to(DialogueFile.HOST, port).tls(mode).connectTo("127.0.0.1");
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECT", "WRITE"})
    void theFirstConnectionIsServedWhenItSpeaks(Hanging how) {
        ProbeReport report = probe(how, request(587, TlsMode.PLAIN).build(), "* pause 8050ms\n" + CLEAR, SILENT);
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(report.took()).isLessThanOrEqualTo(Duration.ofMillis(8300));
    }

    /** What the port speaks is seen without anybody's word on its certificate, so nobody is asked who might take long. */
    @Test
    void noTrustManagerIsWaitedFor() {
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE,
                DialogueFile.good().serverContext(),
                Script.parse("* pause 8050ms\n" + CLEAR),
                Script.parse("* tls any\n* silence"));
        AtomicInteger asked = new AtomicInteger();
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .tlsSettings(TlsSettings.builder()
                        .trustManager(new SlowManager(() -> {
                            asked.incrementAndGet();
                            memory.ticker().advance(Duration.ofMillis(2_900));
                        }))
                        .build())
                .build()
                .probe(request(587, TlsMode.PLAIN).build());
        Invariants.check(report);
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(report.took()).isLessThanOrEqualTo(Duration.ofMillis(8300));
        assertThat(asked).hasValue(0);
        assertThat(report.attempts()
                        .get(1)
                        .fact(TlsHandshake.class)
                        .orElseThrow()
                        .tls()
                        .verdict())
                .as("nothing is said that was not asked for")
                .isEmpty();
    }

    /** A trust manager of the application's that takes its time. */
    private record SlowManager(Runnable pause) implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            pause.run();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            pause.run();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** A look that was not connected says nothing of TLS: the port is as silent as it was. */
    @ParameterizedTest
    @CsvSource({"CONNECT, greeting.timeout", "WRITE, port.hangs"})
    void aSilentPortIsCalledSilentAllTheSame(Hanging how, String finding) {
        ProbeReport report = probe(how, request(587, TlsMode.PLAIN).build(), SILENT, SILENT);
        assertThat(report.rootCause().orElseThrow().id()).as(report.toString()).isEqualTo(finding);
        assertThat(report.took()).isEqualTo(Duration.ofSeconds(30));
    }

    /** In real time: a caller's connection whose close does not end before it is interrupted. */
    @Test
    void aLookThatCannotBeClosedKeepsNobodyWaiting() throws Exception {
        try (ScriptedServer server = ScriptedServer.playing(
                        Script.parse("* pause 2200ms\n" + SECURE), Script.parse(SILENT))
                .tls(DialogueFile.good().serverContext())
                .start()) {
            AtomicInteger made = new AtomicInteger();
            ProbeReport report = SmtpProbe.builder()
                    .tlsSettings(DialogueFile.trusting())
                    .transport((route, deadline) -> made.getAndIncrement() == 0
                            ? Transport.sockets().connect(route, deadline)
                            : new Stuck(
                                    Transport.sockets().connect(route, deadline), Hanging.CLOSE, new VirtualTicker()))
                    .build()
                    .probe(request(server.port(), TlsMode.IMPLICIT_TLS).build());
            assertThat(report.passed()).as(report.toString()).isTrue();
            assertThat(report.attempts()).hasSize(2);
            assertThat(report.attempts()
                            .get(0)
                            .fact(TlsHandshake.class)
                            .orElseThrow()
                            .took())
                    .isLessThan(Duration.ofMillis(3800));
        }
    }
}

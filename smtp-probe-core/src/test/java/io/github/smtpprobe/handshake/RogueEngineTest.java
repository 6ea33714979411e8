/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.tls.TlsSettings;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An SSLEngine or session of somebody's own breaks every rule of its interface, in a handshake and after it. */
@Timeout(Patience.HANGING)
class RogueEngineTest {
    /** What it does instead of an operation. */
    @FunctionalInterface
    private interface Deed {
        SSLEngineResult of(ByteBuffer source, ByteBuffer target) throws Exception;
    }

    private static final class Rogue extends OddEngine {
        private final Deed deed;
        private final SSLSession session;

        Rogue(HandshakeStatus first, Deed deed, SSLSession session) {
            super(first, () -> new Turn(Status.OK, first, 0, 0, null));
            this.deed = deed;
            this.session = session;
        }

        @Override
        public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target) {
            return run(sources[offset], target);
        }

        @Override
        public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length) {
            return run(source, targets[offset]);
        }

        private SSLEngineResult run(ByteBuffer source, ByteBuffer target) {
            try {
                return deed.of(source, target);
            } catch (Exception undeclared) {
                throw RogueEngineTest.<RuntimeException>sneaky(undeclared);
            }
        }

        @Override
        public SSLSession getSession() {
            return session;
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T sneaky(Throwable any) throws T {
        throw (T) any;
    }

    private static SSLSession session(IntSupplier size, Certificate[] chain) {
        return (SSLSession) Proxy.newProxyInstance(
                SSLSession.class.getClassLoader(),
                new Class<?>[] {SSLSession.class},
                (proxy, method, arguments) -> method.getReturnType() == int.class
                        ? size.getAsInt()
                        : method.getName().equals("getPeerCertificates") ? chain : null);
    }

    private static SSLEngineResult result(Status status, int consumed, int produced) {
        return new SSLEngineResult(status, HandshakeStatus.NOT_HANDSHAKING, consumed, produced);
    }

    private static Arguments deed(String name, Deed deed) {
        return Arguments.of(name, deed, session(() -> 16_000, new Certificate[0]));
    }

    private static Arguments session(String name, SSLSession session) {
        return Arguments.of(name, (Deed) (source, target) -> result(Status.OK, 0, 0), session);
    }

    static Stream<Arguments> rogues() {
        AtomicInteger calls = new AtomicInteger();
        int[] sizes = {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1, 1 << 30};
        return Stream.of(
                deed("says that it took all, and takes nothing", (source, target) -> result(Status.OK, 9_999, 0)),
                deed("says that it gave much, and gives nothing", (source, target) -> result(Status.OK, 0, 9_999)),
                deed("takes without saying so", (source, target) -> {
                    source.position(source.limit());
                    return result(Status.OK, 0, 0);
                }),
                deed("gives without end", (source, target) -> {
                    target.put(new byte[target.remaining()]);
                    return result(Status.OK, 0, 1);
                }),
                deed("turns the buffers round", (source, target) -> {
                    source.clear();
                    target.clear();
                    return result(Status.OK, 1, 1);
                }),
                deed("lacks room for ever", (source, target) -> result(Status.BUFFER_OVERFLOW, 0, 0)),
                deed("answers null", (source, target) -> null),
                deed("throws", (source, target) -> {
                    throw new IllegalStateException("canary");
                }),
                deed("throws what is not declared", (source, target) -> {
                    throw new java.sql.SQLException("canary");
                }),
                deed("throws an error of its own", (source, target) -> {
                    throw new Error("canary") {};
                }),
                deed("overflows the stack", (source, target) -> {
                    throw new StackOverflowError("canary");
                }),
                deed("waits", (source, target) -> {
                    new CountDownLatch(1).await();
                    return result(Status.OK, 0, 0);
                }),
                session("no session", null),
                session("no sizes", session(() -> 0, new Certificate[0])),
                session("negative sizes", session(() -> -1, new Certificate[0])),
                session("huge sizes", session(() -> Integer.MAX_VALUE, new Certificate[0])),
                session(
                        "sizes that change",
                        session(() -> sizes[calls.getAndIncrement() % sizes.length], new Certificate[0])),
                session("a chain of nothing", session(() -> 16_000, new Certificate[1])),
                session("no chain", session(() -> 16_000, null)),
                session(
                        "a session that throws",
                        session(
                                () -> {
                                    throw new IllegalStateException("canary");
                                },
                                null)));
    }

    /** Which an engine of the application's own may allow. */
    @Test
    void aHandshakeWithoutACertificateProvesNothing() {
        OddEngine engine = new Rogue(
                HandshakeStatus.NOT_HANDSHAKING,
                (source, target) -> result(Status.CLOSED, 0, 0),
                session(() -> 16_000, new Certificate[0]));
        ProbeReport report = probe(engine, Patience.AMPLE);
        assertThat(report.rootCause().orElseThrow().id()).as(report.toString()).isEqualTo("cert.none");
    }

    private static ProbeReport probe(OddEngine engine, Duration deadline) {
        return SmtpProbe.builder()
                .transport((route, limit) -> new TlsStepsTest.Chunks(3))
                .tlsSettings(TlsSettings.builder().sslContext(engine.context()).build())
                .build()
                .probe(ProbeRequest.to("mx.example.com", 465)
                        .connectTo("192.0.2.1")
                        .inspectInvalidCertificate()
                        .withoutSecondLook()
                        .deadline(deadline)
                        .build());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rogues")
    void whateverItDoesIsAResult(String name, Object deed, SSLSession session) {
        for (HandshakeStatus first : HandshakeStatus.values()) {
            Duration deadline = name.equals("waits") ? Duration.ofMillis(300) : Patience.AMPLE;
            OddEngine engine = new Rogue(first, (Deed) deed, session);
            ProbeReport report = probe(engine, deadline);
            String what = name + " in " + first + ": " + report;
            assertThat(Thread.interrupted()).as(what).isFalse();
            assertThat(report.passed()).as(what).isFalse();
            assertThat(report.asMap().toString()).as(what).doesNotContain("canary");
            assertThat(report.took()).as(what).isLessThan(Patience.AMPLE.dividedBy(2));
            assertThat(engine.calls()).as(what).isLessThan(8 * TlsStepsTest.MOST_CALLS);
            Invariants.check(report);
        }
    }
}

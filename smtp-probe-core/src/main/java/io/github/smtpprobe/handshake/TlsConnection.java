/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.handshake.RecordLayer.Progress;
import io.github.smtpprobe.tls.TlsSettings;
import io.github.smtpprobe.transport.Connection;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.cert.Certificate;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * TLS over the octets of another connection, by an SSLEngine. Deadlines hold through endless handshakes, key updates and
 * renegotiations, and octets that came too early stay visible. The engine and the trust manager may be the application's, so
 * everything except the handshake runs inside this layer's guard; the handshake runs inside its caller's.
 */
public final class TlsConnection implements Connection {
    private final Connection lower;
    private final SSLEngine engine;
    private final boolean resumable;
    private final RecordLayer records;
    private final RecordStream stream;
    private final Guard guard;
    private final Deadline whole;
    private @Nullable SSLSession session;

    /**
     * Prepares the layer; nothing is sent yet.
     *
     * @param lower       carries the records
     * @param handshaking the client's end
     * @param guard       also ends what does no I/O: an engine at work, and a trust manager or key manager that waits
     * @param whole       when to give up on everything
     */
    public TlsConnection(Connection lower, OngoingHandshake handshaking, Guard guard, Deadline whole) {
        this.lower = lower;
        this.engine = handshaking.engine();
        this.resumable = handshaking.resumable();
        this.records = new RecordLayer(engine);
        this.stream = new RecordStream(lower, engine, records, guard.cancellation());
        this.guard = guard;
        this.whole = whole;
    }

    /**
     * Does the handshake.
     *
     * @param deadline when to give up
     * @throws IOException if it fails: {@link SSLException} if TLS itself failed
     */
    public void handshake(Deadline deadline) throws IOException {
        tamed(() -> {
            shake(deadline);
            return 0;
        });
    }

    private void shake(Deadline deadline) throws IOException {
        engine.beginHandshake();
        try {
            while (records.shakesHands()) {
                stream.step(deadline);
            }
            session = engine.getSession();
            if (!resumable) {
                session.invalidate(); // a renegotiation never resumes: the certificate is shown again, and judged
            }
        } catch (SSLException failed) {
            stream.sendAlert(deadline);
            throw failed;
        }
    }

    /** {@return what the peer sent since this layer began} */
    public Received received() {
        return stream.received();
    }

    /**
     * Listens on to a peer that speaks no TLS; what it said is in what was {@link #received()}.
     *
     * @param deadline when to give up
     * @param enough   tells whether its first octets, of which there is at least one, are enough
     */
    public void hear(Deadline deadline, Predicate<byte[]> enough) {
        try {
            guarded(deadline, () -> {
                stream.hear(deadline, enough);
                return 0;
            });
        } catch (IOException silent) {
            // What came before is all that it says.
        }
    }

    /** {@return whether the peer has ended TLS by close_notify (RFC 8446 §6.1)} */
    public boolean ended() {
        return engine.isInboundDone();
    }

    /**
     * Checks that we still talk to the peer that was judged: a renegotiation (TLS 1.2) must not put somebody else in its place.
     */
    private void stillTheSame() throws SSLPeerUnverifiedException {
        SSLSession now = engine.getSession();
        if (now != session && !records.shakesHands()) {
            if (session != null && !Objects.equals(leaf(session), leaf(now))) {
                throw new SSLPeerUnverifiedException(
                        "the peer came back from a renegotiation with another certificate");
            }
            session = now;
        }
    }

    private static @Nullable Certificate leaf(SSLSession session) {
        try {
            return session.getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException anonymous) {
            return null;
        }
    }

    @Override
    public int read(byte[] buffer, Deadline deadline) throws IOException {
        return guarded(deadline, () -> {
            while (!records.holdsPlain()) {
                stream.goOn(deadline);
                if (records.needsUs()) {
                    stream.step(deadline);
                } else if (engine.isInboundDone() || !stream.advance(deadline)) {
                    return -1;
                }
            }
            return drain(buffer);
        });
    }

    @Override
    public int readAvailable(byte[] buffer) throws IOException {
        return stream.silent()
                ? 0
                : guarded(whole, () -> {
                    stream.glance();
                    return drain(buffer);
                });
    }

    private int drain(byte[] buffer) throws SSLPeerUnverifiedException {
        stillTheSame();
        return records.drain(buffer);
    }

    @Override
    public void write(byte[] octets, Deadline deadline) throws IOException {
        guarded(deadline, () -> {
            stillTheSame();
            ByteBuffer source = ByteBuffer.wrap(octets);
            while (source.hasRemaining()) {
                stream.goOn(deadline);
                int before = source.remaining();
                if (stream.wrap(source, deadline) == Progress.ENDED) {
                    throw new EOFException("the peer has ended TLS");
                }
                if (source.remaining() == before && records.shakesHands()) {
                    stream.step(deadline); // a renegotiation that the peer began has to end before we can continue
                }
            }
            return 0;
        });
    }

    @Override
    public InetAddress localAddress() {
        return lower.localAddress();
    }

    /**
     * Ends TLS properly, by close_notify, without waiting for the peer's.
     *
     * @param deadline when to give up
     * @throws IOException on failure
     */
    public void end(Deadline deadline) throws IOException {
        guarded(deadline, () -> {
            stream.closeOutbound(deadline);
            return 0;
        });
    }

    @Override
    public void close() throws IOException {
        lower.close();
    }

    @FunctionalInterface
    private interface Call {
        int run() throws IOException;
    }

    private int guarded(Deadline deadline, Call call) throws IOException {
        return guard.connect(this, deadline, () -> tamed(call));
    }

    /** Calls an engine, which is the JDK's or another provider's code: whatever it throws counts as a failure of TLS. */
    private static int tamed(Call call) throws IOException {
        try {
            return call.run();
        } catch (SSLException refused) { // newer JDKs wrap what a trust manager should not throw
            Optional<ExtensionError> bug = applications(refused.getCause());
            throw bug.isPresent() ? bug.get() : refused;
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError broken) {
            Optional<ExtensionError> bug = applications(broken);
            throw bug.isPresent()
                    ? bug.get()
                    : new SSLException(
                            "an error in this client: " + broken.getClass().getSimpleName());
        }
    }

    /** A bug in code of the application's, recognised by its place; declared exceptions are answers and not bugs. */
    private static Optional<ExtensionError> applications(@Nullable Throwable thrown) {
        return thrown instanceof RuntimeException || thrown instanceof Error
                ? Optional.of(ExtensionError.threw(TlsSettings.class, thrown)).filter(ExtensionError::placed)
                : Optional.empty();
    }
}

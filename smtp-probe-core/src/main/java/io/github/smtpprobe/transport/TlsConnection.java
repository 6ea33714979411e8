/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import io.github.smtpprobe.clock.Cancellation;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.tls.TlsHandshaking;
import io.github.smtpprobe.transport.RecordLayer.Progress;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Objects;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * TLS over the octets of another connection, on an SSLEngine: the deadline holds through handshakes, key updates and
 * renegotiations that never end, and octets that came too early stay visible.
 */
public final class TlsConnection implements Connection {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int OPENING = 64;

    /** A flood of records without content (key updates, tickets) is left to a read, with its deadline. */
    private static final int AT_A_GLANCE = 16;

    private final Connection lower;
    private final SSLEngine engine;
    private final RecordLayer records;
    private final Cancellation cancellation;
    private final byte[] chunk = new byte[4096];
    private byte[] opening = new byte[0];
    private @Nullable SSLSession session;

    /**
     * Prepares the layer; nothing is sent yet.
     *
     * @param lower        carries the records
     * @param handshaking  the client's end
     * @param cancellation ends what takes no I/O, too: an engine at work, and a trust manager or key manager that waits
     */
    public TlsConnection(Connection lower, TlsHandshaking handshaking, Cancellation cancellation) {
        this.lower = lower;
        this.engine = handshaking.engine();
        this.records = new RecordLayer(engine);
        this.cancellation = cancellation;
    }

    /**
     * Does the handshake.
     *
     * @param deadline when to give up
     * @throws IOException if it fails: {@link SSLException} where TLS itself failed
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
                step(deadline);
            }
            session = engine.getSession();
            session.invalidate(); // a renegotiation resumes nothing: it shows its certificate again, and is judged
        } catch (SSLException failed) {
            sendAlert(deadline);
            throw failed;
        }
    }

    /** {@return the first octets that the peer sent since this layer began, at most 64: what a peer that speaks no TLS said} */
    public byte[] opening() {
        return opening.clone();
    }

    /** {@return whether the peer has ended TLS in due form, by close_notify (RFC 8446 §6.1)} */
    public boolean ended() {
        return engine.isInboundDone();
    }

    /** Whoever was judged is whom we talk to: a renegotiation (TLS 1.2) must not put somebody else in their place. */
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

    /** One step of a handshake, at whatever time it comes. */
    private void step(Deadline deadline) throws IOException {
        goOn(deadline);
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> runTasks(deadline);
            case NEED_WRAP -> {
                if (wrap(NOTHING, deadline) == Progress.ENDED) {
                    throw new EOFException("TLS was closed during a handshake");
                }
            }
            default -> {
                if (!advance(deadline)) {
                    throw new EOFException("the peer closed during the TLS handshake");
                }
            }
        }
    }

    /** Decrypts what is there, and waits for more where that is not enough; false if the peer has ended TLS or the stream. */
    private boolean advance(Deadline deadline) throws IOException {
        return switch (records.unwrap()) {
            case MOVED -> true;
            case NEEDS_OCTETS -> fill(deadline);
            case ENDED -> false;
        };
    }

    /** Asked before every turn: octets that cost nothing to send (key updates without end) would keep us here. */
    private void goOn(Deadline deadline) throws IOException {
        if (deadline.expired()) {
            throw new SocketTimeoutException("no time left for TLS");
        }
        if (cancellation.cancelled() || Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("the probe was ended during TLS");
        }
    }

    private void runTasks(Deadline deadline) throws IOException {
        for (Runnable task = records.task(); task != null; task = records.task()) {
            goOn(deadline);
            task.run();
        }
    }

    private Progress wrap(ByteBuffer source, Deadline deadline) throws IOException {
        Progress progress = records.wrap(source);
        byte[] ready = records.takeRecords();
        if (ready.length > 0) {
            lower.write(ready, deadline);
        }
        return progress;
    }

    private boolean fill(Deadline deadline) throws IOException {
        int count = lower.read(chunk, deadline);
        if (count > 0) {
            take(count);
        }
        return count >= 0;
    }

    private void take(int count) throws SSLException {
        if (opening.length < OPENING) {
            int kept = Math.min(OPENING - opening.length, count);
            int before = opening.length;
            opening = Arrays.copyOf(opening, before + kept);
            System.arraycopy(chunk, 0, opening, before, kept);
        }
        records.take(chunk, count);
    }

    /** Best effort: the alert tells the server's operator why we left. */
    private void sendAlert(Deadline deadline) {
        try {
            for (int i = 0; i < 4 && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP; i++) {
                wrap(NOTHING, deadline);
            }
        } catch (IOException gone) {
            // The handshake's own failure is the news; the peer does not hear of it.
        }
    }

    @Override
    public int read(byte[] buffer, Deadline deadline) throws IOException {
        return tamed(() -> {
            while (!records.holdsPlain()) {
                goOn(deadline);
                if (records.needsUs()) {
                    step(deadline);
                } else if (engine.isInboundDone() || !advance(deadline)) {
                    return -1;
                }
            }
            return drain(buffer);
        });
    }

    @Override
    public int readAvailable(byte[] buffer) throws IOException {
        return tamed(() -> {
            for (int i = 0; i < AT_A_GLANCE && !records.holdsPlain(); i++) {
                if (!records.holdsRecords() || records.unwrap() == Progress.NEEDS_OCTETS) {
                    int count = lower.readAvailable(chunk);
                    if (count == 0) {
                        break;
                    }
                    take(count);
                }
            }
            return drain(buffer);
        });
    }

    private int drain(byte[] buffer) throws SSLPeerUnverifiedException {
        stillTheSame();
        return records.drain(buffer);
    }

    @Override
    public void write(byte[] octets, Deadline deadline) throws IOException {
        tamed(() -> {
            stillTheSame();
            ByteBuffer source = ByteBuffer.wrap(octets);
            while (source.hasRemaining()) {
                goOn(deadline);
                int before = source.remaining();
                if (wrap(source, deadline) == Progress.ENDED) {
                    throw new EOFException("the peer has ended TLS");
                }
                if (source.remaining() == before && records.shakesHands()) {
                    step(deadline); // a renegotiation that the peer began has to end before we can go on
                }
            }
            return 0;
        });
    }

    @Override
    public InetAddress localAddress() {
        return lower.localAddress();
    }

    @Override
    public void finish(Deadline deadline) throws IOException {
        tamed(() -> {
            engine.closeOutbound();
            for (int i = 0; i < 4 && !engine.isOutboundDone(); i++) {
                wrap(NOTHING, deadline);
            }
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

    /** An engine is somebody's code, the JDK's or another provider's: what it throws is a failure of TLS. */
    private static int tamed(Call call) throws IOException {
        try {
            return call.run();
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError broken) {
            throw new SSLException("this side threw " + broken.getClass().getSimpleName());
        }
    }
}

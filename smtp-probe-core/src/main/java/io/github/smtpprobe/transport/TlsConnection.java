/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.tls.TlsHandshaking;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Objects;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
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

    private final Connection lower;
    private final SSLEngine engine;
    private final byte[] chunk = new byte[4096];
    private ByteBuffer incoming;
    private final ByteBuffer outgoing;
    private ByteBuffer plain;
    private byte[] opening = new byte[0];
    private @Nullable SSLSession session;

    /**
     * Prepares the layer; nothing is sent yet.
     *
     * @param lower       carries the records
     * @param handshaking the client's end
     */
    public TlsConnection(Connection lower, TlsHandshaking handshaking) {
        this.lower = lower;
        this.engine = handshaking.engine();
        int packet = engine.getSession().getPacketBufferSize();
        int application = engine.getSession().getApplicationBufferSize();
        this.incoming = ByteBuffer.allocate(packet).limit(0);
        this.outgoing = ByteBuffer.allocate(packet);
        this.plain = ByteBuffer.allocate(application).limit(0);
    }

    /**
     * Does the handshake.
     *
     * @param deadline when to give up
     * @throws IOException if it fails: {@link SSLException} where TLS itself failed
     */
    public void handshake(Deadline deadline) throws IOException {
        engine.beginHandshake();
        try {
            while (shakesHands()) {
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

    private boolean shakesHands() {
        HandshakeStatus status = engine.getHandshakeStatus();
        return status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED;
    }

    /** Whoever was judged is whom we talk to: a renegotiation (TLS 1.2) must not put somebody else in their place. */
    private void stillTheSame() throws SSLPeerUnverifiedException {
        SSLSession now = engine.getSession();
        if (now != session && !shakesHands()) {
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
        if (deadline.expired()) {
            throw new SocketTimeoutException("no time left for TLS"); // key updates without end would keep us here
        }
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> runTasks();
            case NEED_WRAP -> wrap(NOTHING, deadline);
            default -> {
                if (!unwrap() && !fill(deadline)) {
                    throw new EOFException("the peer closed during the TLS handshake");
                }
            }
        }
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private SSLEngineResult wrap(ByteBuffer source, Deadline deadline) throws IOException {
        outgoing.clear();
        SSLEngineResult result = engine.wrap(source, outgoing);
        if (outgoing.position() > 0) {
            lower.write(Arrays.copyOf(outgoing.array(), outgoing.position()), deadline);
        }
        return result;
    }

    /** Decrypts what is there; false if more is needed from the peer. */
    private boolean unwrap() throws SSLException {
        plain.compact();
        try {
            SSLEngineResult result = engine.unwrap(incoming, plain);
            if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
                grow();
                return true;
            }
            return result.getStatus() != SSLEngineResult.Status.BUFFER_UNDERFLOW
                    && result.getStatus() != SSLEngineResult.Status.CLOSED;
        } finally {
            plain.flip();
        }
    }

    private void grow() {
        int needed = engine.getSession().getApplicationBufferSize() + plain.position();
        ByteBuffer bigger = ByteBuffer.allocate(Math.max(needed, plain.capacity()));
        plain.flip();
        bigger.put(plain);
        plain = bigger;
    }

    private boolean fill(Deadline deadline) throws IOException {
        int count = lower.read(chunk, deadline);
        if (count > 0) {
            take(count);
        }
        return count >= 0;
    }

    private void take(int count) {
        if (opening.length < OPENING) {
            int kept = Math.min(OPENING - opening.length, count);
            int before = opening.length;
            opening = Arrays.copyOf(opening, before + kept);
            System.arraycopy(chunk, 0, opening, before, kept);
        }
        incoming.compact();
        if (incoming.remaining() < count) {
            ByteBuffer bigger = ByteBuffer.allocate(incoming.position() + count);
            incoming.flip();
            bigger.put(incoming);
            incoming = bigger;
        }
        incoming.put(chunk, 0, count).flip();
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
        while (!plain.hasRemaining()) {
            if (engine.isInboundDone()) {
                return -1;
            }
            if (shakesHands() && engine.getHandshakeStatus() != HandshakeStatus.NEED_UNWRAP) {
                step(deadline);
            } else if (deadline.expired()) {
                throw new SocketTimeoutException("no time left to read");
            } else if (!unwrap() && !engine.isInboundDone() && !fill(deadline)) {
                return -1;
            }
        }
        return drain(buffer);
    }

    @Override
    public int readAvailable(byte[] buffer) throws IOException {
        // Bounded: a flood of records without content (key updates, tickets) is left to read, with its deadline.
        for (int i = 0; i < 16 && !plain.hasRemaining(); i++) {
            boolean more = incoming.hasRemaining() && unwrap();
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
                runTasks();
            }
            if (!more && !plain.hasRemaining()) {
                int count = lower.readAvailable(chunk);
                if (count == 0) {
                    return 0;
                }
                take(count);
            }
        }
        return drain(buffer);
    }

    private int drain(byte[] buffer) throws SSLPeerUnverifiedException {
        stillTheSame();
        int count = Math.min(buffer.length, plain.remaining());
        plain.get(buffer, 0, count);
        return count;
    }

    @Override
    public void write(byte[] octets, Deadline deadline) throws IOException {
        stillTheSame();
        ByteBuffer source = ByteBuffer.wrap(octets);
        while (source.hasRemaining()) {
            SSLEngineResult result = wrap(source, deadline);
            if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                throw new EOFException("the peer has ended TLS");
            }
            if (result.bytesConsumed() == 0 && shakesHands()) {
                step(deadline); // a renegotiation that the peer began has to end before we can go on
            }
        }
    }

    @Override
    public InetAddress localAddress() {
        return lower.localAddress();
    }

    @Override
    public void finish(Deadline deadline) throws IOException {
        engine.closeOutbound();
        for (int i = 0; i < 4 && !engine.isOutboundDone(); i++) {
            wrap(NOTHING, deadline);
        }
    }

    @Override
    public void close() throws IOException {
        lower.close();
    }
}

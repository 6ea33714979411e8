/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * TLS without I/O: an SSLEngine between three buffers, for records of the peer, records for the peer, and plain text. What it
 * took and gave is read off the buffers, not off what it says of itself. Whatever the engine answers, buffers grow to a limit,
 * and the number of turns that it takes without new octets has one too: a record of TLS 1.2 that is larger than the standard
 * allows once made the JDK's engine ask for a larger buffer for ever.
 */
final class RecordLayer {
    /** What a turn came to. */
    enum Progress {
        /** Something was done, or has to be done first: ask for the handshake's status again. */
        MOVED,
        /** Nothing more can be done without octets from the peer. */
        NEEDS_OCTETS,
        /** This direction is closed. */
        ENDED
    }

    /** Four times what the JDK takes for one record. */
    static final int MAX_BUFFER = 128 * 1024;

    /** A chunk from the peer holds some hundred records at most, and a record takes about three turns. */
    static final int MAX_TURNS = 4096;

    private static final int MIN_BUFFER = 1024;

    private final SSLEngine engine;
    private ByteBuffer incoming;
    private ByteBuffer outgoing;
    private ByteBuffer plain;
    private int turns;

    RecordLayer(SSLEngine engine) {
        this.engine = engine;
        SSLSession session = engine.getSession();
        incoming = buffer(session.getPacketBufferSize()).limit(0);
        outgoing = buffer(session.getPacketBufferSize());
        plain = buffer(session.getApplicationBufferSize()).limit(0);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(Math.min(MAX_BUFFER, Math.max(MIN_BUFFER, size)));
    }

    /** Whether a handshake is under way, the first one or a later one. */
    boolean shakesHands() {
        HandshakeStatus status = engine.getHandshakeStatus();
        return status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED;
    }

    /** Takes octets from the peer. */
    void take(byte[] octets, int count) throws SSLException {
        turns = 0;
        incoming.compact();
        while (incoming.remaining() < count) {
            incoming = grown(incoming);
        }
        incoming.put(octets, 0, count).flip();
    }

    boolean holdsRecords() {
        return incoming.hasRemaining();
    }

    /** Decrypts one record of those that are there. */
    Progress unwrap() throws SSLException {
        plain.compact();
        try {
            while (true) {
                count();
                int before = incoming.remaining() + plain.remaining();
                SSLEngineResult result = engine.unwrap(incoming, plain);
                switch (result.getStatus()) {
                    case OK -> {
                        boolean moved = incoming.remaining() + plain.remaining() != before;
                        return moved || needsUs() ? Progress.MOVED : Progress.NEEDS_OCTETS;
                    }
                    case BUFFER_UNDERFLOW -> {
                        return Progress.NEEDS_OCTETS;
                    }
                    case CLOSED -> {
                        return Progress.ENDED;
                    }
                    case BUFFER_OVERFLOW -> plain = grown(plain);
                }
            }
        } finally {
            plain.flip();
        }
    }

    /** Whether the engine waits for this side and not for the peer. */
    boolean needsUs() {
        HandshakeStatus status = engine.getHandshakeStatus();
        return status == HandshakeStatus.NEED_TASK || status == HandshakeStatus.NEED_WRAP;
    }

    /** Encrypts what fits into one record; what is to be sent is in {@link #takeRecords()}. */
    Progress wrap(ByteBuffer source) throws SSLException {
        while (true) {
            count();
            int before = source.remaining();
            SSLEngineResult result = engine.wrap(source, outgoing);
            if (source.remaining() < before) {
                turns = 0;
            }
            switch (result.getStatus()) {
                case OK -> {
                    return Progress.MOVED;
                }
                case CLOSED -> {
                    return Progress.ENDED;
                }
                case BUFFER_OVERFLOW -> outgoing = grown(outgoing);
                case BUFFER_UNDERFLOW -> throw new SSLException("the TLS engine lacks octets to send");
            }
        }
    }

    byte[] takeRecords() {
        byte[] taken = new byte[outgoing.flip().remaining()];
        outgoing.get(taken);
        outgoing.clear();
        return taken;
    }

    /** The next task that the engine wants to have done on this thread, if there is one. */
    @Nullable
    Runnable task() throws SSLException {
        count();
        return engine.getDelegatedTask();
    }

    boolean holdsPlain() {
        return plain.hasRemaining();
    }

    int drain(byte[] buffer) {
        int count = Math.min(buffer.length, plain.remaining());
        plain.get(buffer, 0, count);
        return count;
    }

    private void count() throws SSLException {
        if (++turns > MAX_TURNS) {
            throw new SSLException("TLS does not get on: " + MAX_TURNS + " turns without an octet from the peer");
        }
    }

    /** The same content in a larger buffer; the engine says how large only after it has seen the record. */
    private static ByteBuffer grown(ByteBuffer full) throws SSLException {
        if (full.capacity() >= MAX_BUFFER) {
            throw new SSLException("a TLS record is longer than " + MAX_BUFFER + " octets");
        }
        return buffer(full.capacity() * 2).put(full.flip());
    }
}

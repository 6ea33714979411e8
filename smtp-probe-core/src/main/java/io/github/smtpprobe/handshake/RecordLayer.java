/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS without I/O: an SSLEngine, with the peer's records, the records for the peer, and plain text. How much it consumed and
 * produced is measured at the buffers, and not taken from its results. Whatever the engine answers, buffers are limited, and so
 * is the number of turns without new octets: a TLS 1.2 record that is larger than the standard allows once made the JDK's
 * engine ask for a larger buffer for ever. Records are decrypted where they were read to, and only what has not been processed
 * is kept.
 */
final class RecordLayer {
    /** The result of a turn. */
    enum Progress {
        /** Something was done, or has to be done first: check the handshake's status again. */
        MOVED,
        /** Nothing more can be done without octets from the peer. */
        NEEDS_OCTETS,
        /** This direction is closed. */
        ENDED
    }

    /** The largest buffer: four times what the JDK needs for one record. */
    static final int MAX_BUFFER = 128 * 1024;

    /** The most turns: a chunk from the peer contains a few hundred records at most, and a record takes about three turns. */
    static final int MAX_TURNS = 4096;

    /** The size of a read. The flight of a server with one small certificate fits into it; a longer one takes another read. */
    private static final int CHUNK = 2048;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final byte[] NO_OCTETS = new byte[0];

    private final SSLEngine engine;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    private ByteBuffer incoming = NOTHING;
    private ByteBuffer plain = NOTHING;
    private byte[] outgoing = NO_OCTETS;
    private int turns;

    RecordLayer(SSLEngine engine) {
        this.engine = engine;
    }

    /** Whether a handshake is in progress, be it the first or a later one. */
    boolean shakesHands() {
        HandshakeStatus status = engine.getHandshakeStatus();
        return status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED;
    }

    /**
     * The buffer into which the peer's octets are read for {@link #take}. Octets that are still waiting in it are moved first.
     */
    byte[] room() {
        if (incoming.hasRemaining() && incoming == chunk) {
            incoming = copy(chunk.array(), chunk.position(), chunk.limit());
        }
        return chunk.array();
    }

    /** Accepts this many octets of the peer from {@link #room}. */
    void take(int count) throws SSLException {
        turns = 0;
        incoming = incoming.hasRemaining()
                ? joined(incoming, chunk.array(), count)
                : chunk.position(0).limit(count);
    }

    boolean holdsRecords() {
        return incoming.hasRemaining();
    }

    /** Decrypts one of the records that have arrived. */
    Progress unwrap() throws SSLException {
        ByteBuffer scratch = Scratch.take();
        ByteBuffer room = scratch;
        try {
            while (true) {
                count();
                int before = incoming.remaining() + room.remaining();
                SSLEngineResult result = engine.unwrap(incoming, room);
                switch (result.getStatus()) {
                    case OK -> {
                        boolean moved = incoming.remaining() + room.remaining() != before;
                        return moved || needsUs() ? Progress.MOVED : Progress.NEEDS_OCTETS;
                    }
                    case BUFFER_UNDERFLOW -> {
                        return Progress.NEEDS_OCTETS;
                    }
                    case CLOSED -> {
                        return Progress.ENDED;
                    }
                    case BUFFER_OVERFLOW -> room = grown(room, room.remaining() + 1);
                }
            }
        } finally {
            if (room.flip().hasRemaining()) {
                byte[] made = new byte[room.remaining()];
                room.get(made);
                plain = plain.hasRemaining() ? joined(plain, made, made.length) : ByteBuffer.wrap(made);
            }
            incoming = incoming.hasRemaining() ? incoming : NOTHING;
            Scratch.give(scratch);
        }
    }

    /** Whether the engine waits for this side, not for the peer. */
    boolean needsUs() {
        HandshakeStatus status = engine.getHandshakeStatus();
        return status == HandshakeStatus.NEED_TASK || status == HandshakeStatus.NEED_WRAP;
    }

    /** Encrypts what fits into one record; call {@link #takeRecords()} to get it. */
    Progress wrap(ByteBuffer source) throws SSLException {
        ByteBuffer scratch = Scratch.take();
        ByteBuffer room = scratch;
        try {
            while (true) {
                count();
                int before = source.remaining();
                SSLEngineResult result = engine.wrap(source, room);
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
                    case BUFFER_OVERFLOW -> room = grown(room, room.remaining() + 1);
                    case BUFFER_UNDERFLOW -> throw new SSLException("the TLS engine lacks octets to send");
                }
            }
        } finally {
            int before = outgoing.length;
            int made = room.flip().remaining();
            outgoing = Arrays.copyOf(outgoing, before + made);
            room.get(outgoing, before, made);
            Scratch.give(scratch);
        }
    }

    /** How many octets of records are ready for {@link #takeRecords()}. */
    int waiting() {
        return outgoing.length;
    }

    /** The records that were produced since the last call. */
    byte[] takeRecords() {
        byte[] taken = outgoing;
        outgoing = NO_OCTETS;
        return taken;
    }

    /** The next task that the engine needs to have run on this thread, if there is one. */
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
        plain = plain.hasRemaining() ? plain : NOTHING;
        return count;
    }

    private void count() throws SSLException {
        if (++turns > MAX_TURNS) {
            throw new SSLException("TLS makes no progress: " + MAX_TURNS + " turns without an octet from the peer");
        }
    }

    private static ByteBuffer copy(byte[] octets, int from, int to) {
        return held(Arrays.copyOfRange(octets, from, to));
    }

    private static ByteBuffer held(byte[] octets) {
        return octets.length == 0 ? NOTHING : ByteBuffer.wrap(octets);
    }

    /** The remaining octets, followed by new ones, ready to be read. */
    private static ByteBuffer joined(ByteBuffer left, byte[] octets, int count) throws SSLException {
        ByteBuffer room = left.compact();
        return (room.remaining() < count ? grown(room, count) : room)
                .put(octets, 0, count)
                .flip();
    }

    /** The same content in a larger buffer. The engine reveals the size that it needs only once it has seen the record. */
    private static ByteBuffer grown(ByteBuffer full, int more) throws SSLException {
        int least = full.position() + more;
        if (least > MAX_BUFFER) {
            throw new SSLException("a TLS record is longer than " + MAX_BUFFER + " octets");
        }
        int size = Math.max(least, Math.min(MAX_BUFFER, full.capacity() * 2));
        return ByteBuffer.allocate(size).put(full.flip());
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.handshake.RecordLayer.Progress;
import io.github.smtpprobe.transport.Connection;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * The transfer of TLS records over another connection, turn by turn. The deadline and the cancellation are checked before every
 * turn, because octets that cost nothing to send (endless key updates) would keep us here for ever.
 */
final class RecordStream {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int OPENING = 64;
    /** A line of a reply (RFC 5321 §4.5.3.1.5), which says more than that it is no TLS. */
    private static final int OTHER_OPENING = 512;

    /**
     * The most records to decrypt without waiting. A flood of records without content (key updates, tickets) is left to a read,
     * which has a deadline.
     */
    private static final int AT_A_GLANCE = 16;

    /** The size in octets at which a flight is sent, whether or not it continues. */
    private static final int FLIGHT = 16_384;

    private final Connection lower;
    private final SSLEngine engine;
    private final RecordLayer records;
    private final Cancellation cancellation;
    private final RecordHeads heads = new RecordHeads();
    private byte[] opening = new byte[0];

    RecordStream(Connection lower, SSLEngine engine, RecordLayer records, Cancellation cancellation) {
        this.lower = lower;
        this.engine = engine;
        this.records = records;
        this.cancellation = cancellation;
    }

    /** What came since TLS began. */
    Received received() {
        return new Received(opening.clone(), heads.records(), heads.empty());
    }

    /** Listens on to a peer that answers in words: what it says may be why. */
    void hear(Deadline deadline, Predicate<byte[]> enough) throws IOException {
        while (opening.length > 0
                && !RecordHeads.begins(opening[0])
                && opening.length < OTHER_OPENING
                && !enough.test(opening)) {
            byte[] more = new byte[OTHER_OPENING - opening.length];
            int count = lower.read(more, deadline);
            if (count < 0) {
                return;
            }
            keep(more, count);
        }
    }

    private void keep(byte[] octets, int count) {
        byte first = opening.length > 0 ? opening[0] : octets[0];
        int most = RecordHeads.begins(first) ? OPENING : OTHER_OPENING;
        int kept = Math.min(most - opening.length, count);
        int before = opening.length;
        opening = Arrays.copyOf(opening, before + kept);
        System.arraycopy(octets, 0, opening, before, kept);
    }

    void goOn(Deadline deadline) throws IOException {
        if (deadline.expired()) {
            throw new SocketTimeoutException("no time left for TLS");
        }
        if (cancellation.cancelled() || Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("the probe was ended during TLS");
        }
    }

    /** Takes one step of a handshake, whenever it occurs. */
    void step(Deadline deadline) throws IOException {
        goOn(deadline);
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> runTasks(deadline);
            case NEED_WRAP -> {
                Progress progress = records.wrap(NOTHING);
                if (progress == Progress.ENDED || !flightGoesOn()) {
                    send(deadline);
                }
                if (progress == Progress.ENDED) {
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

    private void runTasks(Deadline deadline) throws IOException {
        for (Runnable task = records.task(); task != null; task = records.task()) {
            goOn(deadline);
            task.run();
        }
    }

    /**
     * Decrypts what is there, and waits for more if that is not enough. Returns false if the peer has ended TLS or the stream.
     */
    boolean advance(Deadline deadline) throws IOException {
        return switch (records.unwrap()) {
            case MOVED -> true;
            case NEEDS_OCTETS -> fill(deadline);
            case ENDED -> false;
        };
    }

    private boolean fill(Deadline deadline) throws IOException {
        send(deadline);
        refuseStray();
        byte[] room = records.room();
        int count = lower.read(room, deadline);
        if (count > 0) {
            take(room, count);
        } else if (count < 0 && heads.within() && !records.shakesHands()) {
            throw heads.cut();
        }
        return count >= 0;
    }

    /** Whether there is nothing to decrypt; determined without the engine. */
    boolean silent() throws IOException {
        return !records.holdsPlain() && !records.holdsRecords() && !more();
    }

    /** Decrypts what is there, without waiting. */
    void glance() throws IOException {
        for (int i = 0; i < AT_A_GLANCE && !records.holdsPlain(); i++) {
            boolean spent = !records.holdsRecords() || records.unwrap() == Progress.NEEDS_OCTETS;
            if (spent && !more()) {
                return;
            }
        }
    }

    /** Reads what the peer has sent meanwhile, if anything. */
    private boolean more() throws IOException {
        refuseStray();
        byte[] room = records.room();
        int count = lower.readAvailable(room);
        if (count > 0) {
            take(room, count);
        }
        return count > 0;
    }

    private void take(byte[] room, int count) throws SSLException {
        if (opening.length < OPENING) {
            keep(room, count);
        }
        int belonging = heads.belonging(room, count);
        if (belonging > 0) {
            records.take(belonging);
        }
    }

    /** Ends TLS if there are octets outside of any record, once the records before them have been read. */
    private void refuseStray() throws SSLException {
        if (heads.strayed()) {
            throw heads.stray();
        }
    }

    /**
     * Whether the flight continues without an octet from the peer. With a write per record, the first one would wake the peer
     * in vain.
     */
    private boolean flightGoesOn() {
        return switch (engine.getHandshakeStatus()) {
            case NEED_WRAP, NEED_TASK -> records.waiting() < FLIGHT;
            case NEED_UNWRAP -> records.holdsRecords() && records.waiting() < FLIGHT;
            default -> false;
        };
    }

    /** Encrypts what fits into one record, and sends it. */
    Progress wrap(ByteBuffer source, Deadline deadline) throws IOException {
        Progress progress = records.wrap(source);
        send(deadline);
        return progress;
    }

    private void send(Deadline deadline) throws IOException {
        byte[] ready = records.takeRecords();
        if (ready.length > 0) {
            lower.write(ready, deadline);
        }
    }

    /** Tries to send the alert, which tells the server's operator why we left. */
    void sendAlert(Deadline deadline) {
        try {
            for (int i = 0; i < 4 && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP; i++) {
                wrap(NOTHING, deadline);
            }
        } catch (IOException gone) {
            // The failure of the handshake is what counts; the peer is just not told of it.
        }
    }

    /** Sends close_notify (RFC 8446 §6.1), without waiting for the peer's. */
    void closeOutbound(Deadline deadline) throws IOException {
        engine.closeOutbound();
        for (int i = 0; i < 4 && !engine.isOutboundDone(); i++) {
            wrap(NOTHING, deadline);
        }
    }
}

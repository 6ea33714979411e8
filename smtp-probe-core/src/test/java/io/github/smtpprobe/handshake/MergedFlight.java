/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.testkit.ForwardingConnection;
import io.github.smtpprobe.transport.Connection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection whose server sends the handshake messages of its first flight (TLS 1.2) in one record, however long. */
final class MergedFlight extends ForwardingConnection {
    private static final int HANDSHAKE = 22;
    private static final int SERVER_HELLO_DONE = 14;

    private final AtomicInteger largest;
    private ByteBuffer ready = ByteBuffer.allocate(0);
    private boolean merged;

    MergedFlight(Connection lower, AtomicInteger largest) {
        super(lower);
        this.largest = largest;
    }

    @Override
    public int read(byte[] buffer, Deadline deadline) throws IOException {
        if (!merged) {
            merged = true;
            ready = ByteBuffer.wrap(flight(deadline));
        }
        if (!ready.hasRemaining()) {
            return super.read(buffer, deadline);
        }
        int count = Math.min(buffer.length, ready.remaining());
        ready.get(buffer, 0, count);
        return count;
    }

    private byte[] flight(Deadline deadline) throws IOException {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        byte[] some = new byte[4096];
        byte[] content;
        do {
            int count = super.read(some, deadline);
            wire.write(some, 0, count);
            content = content(wire.toByteArray());
        } while (!done(content));
        largest.set(content.length + 5);
        return ByteBuffer.allocate(5 + content.length)
                .put(new byte[] {HANDSHAKE, 3, 3, (byte) (content.length >> 8), (byte) content.length})
                .put(content)
                .array();
    }

    /** What is in the records that are there whole. */
    private static byte[] content(byte[] records) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at + 5 <= records.length; ) {
            int length = (records[at + 3] & 0xFF) << 8 | records[at + 4] & 0xFF;
            if (at + 5 + length <= records.length) {
                out.write(records, at + 5, length);
            }
            at += 5 + length;
        }
        return out.toByteArray();
    }

    private static boolean done(byte[] messages) {
        int last = messages.length - 4;
        return last >= 0 && messages[last] == SERVER_HELLO_DONE && messages[last + 3] == 0;
    }

    @Override
    public int readAvailable(byte[] buffer) throws IOException {
        return ready.hasRemaining() ? 0 : super.readAvailable(buffer);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshakes;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.testkit.ForwardingConnection;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A TLS hello as it went over the wire (RFC 8446 §4.1.2). */
record ClientHello(byte[] sessionId, Map<Integer, byte[]> extensions) {
    /** The sockets of this machine; the first record of each connection is read and kept. */
    static Transport recording(List<ClientHello> hellos) {
        return (route, deadline) -> new Recording(Transport.sockets().connect(route, deadline), hellos);
    }

    static ClientHello parse(byte[] record) {
        ByteBuffer in = ByteBuffer.wrap(record);
        in.position(5 + 4 + 2 + 32); // record header, handshake header, version, random
        byte[] sessionId = take(in, in.get() & 0xFF);
        take(in, in.getShort() & 0xFFFF); // cipher suites
        take(in, in.get() & 0xFF); // compression methods
        in.getShort();
        Map<Integer, byte[]> extensions = new HashMap<>();
        while (in.hasRemaining()) {
            int type = in.getShort() & 0xFFFF;
            extensions.put(type, take(in, in.getShort() & 0xFFFF));
        }
        return new ClientHello(sessionId, extensions);
    }

    private static byte[] take(ByteBuffer in, int length) {
        byte[] taken = new byte[length];
        in.get(taken);
        return taken;
    }

    Optional<byte[]> extension(int type) {
        return Optional.ofNullable(extensions.get(type));
    }

    /** The host name of server_name (RFC 6066 §3), empty where there is none. */
    String serverName() {
        return extension(0)
                .map(list -> new String(list, 5, list.length - 5, StandardCharsets.US_ASCII))
                .orElse("");
    }

    private static final class Recording extends ForwardingConnection {
        private final List<ClientHello> hellos;
        private boolean seen;

        Recording(Connection lower, List<ClientHello> hellos) {
            super(lower);
            this.hellos = hellos;
        }

        @Override
        public void write(byte[] octets, Deadline deadline) throws IOException {
            if (!seen) {
                seen = true;
                hellos.add(parse(octets));
            }
            super.write(octets, deadline);
        }
    }
}

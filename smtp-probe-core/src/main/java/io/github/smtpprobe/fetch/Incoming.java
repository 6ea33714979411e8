/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fetch;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.transport.Connection;
import java.io.IOException;

/** Reads a connection octet by octet, until a deadline and up to a number of octets. Used by one thread. */
final class Incoming {
    /** The most octets of a response: a body of the greatest length, in chunks of one octet, takes a third of it. */
    static final int MOST = 1024 * 1024;

    private static final int CHUNK = 4096;

    private final Connection connection;
    private final Deadline deadline;
    private final byte[] buffer = new byte[CHUNK];
    private int at;
    private int end;
    private int taken;

    Incoming(Connection connection, Deadline deadline) {
        this.connection = connection;
        this.deadline = deadline;
    }

    /** The next octet; -1 at the end. */
    int next() throws IOException {
        if (at == end) {
            end = Math.max(0, connection.read(buffer, deadline));
            at = 0;
            if (end == 0) {
                return -1;
            }
        }
        if (++taken > MOST) {
            throw new BadHttp("the answer goes on beyond " + MOST + " octets");
        }
        return buffer[at++] & 0xFF;
    }
}

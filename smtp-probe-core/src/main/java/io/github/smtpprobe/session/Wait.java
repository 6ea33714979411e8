/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Deadline;
import java.io.IOException;

/** How to wait for a peer's octets on a connection, since the thread may serve a second connection meanwhile. */
@FunctionalInterface
interface Wait {
    /** Waits without doing anything else. */
    Wait ALONE = (connection, buffer, deadline) -> connection.await(buffer, deadline, deadline);

    /**
     * Waits for at least one octet.
     *
     * @param connection the connection
     * @param buffer     receives the octets, from its start
     * @param deadline   when to give up
     * @return how many octets came, or -1 if the peer has closed
     * @throws IOException on failure: {@link java.net.SocketTimeoutException} when nothing came in time
     */
    int read(GuardedConnection connection, byte[] buffer, Deadline deadline) throws IOException;

    /**
     * When to give up on something that cannot be interrupted half-way, such as a write or a close.
     *
     * @param deadline the deadline of the step
     * @return that deadline, or an earlier one
     */
    default Deadline unbroken(Deadline deadline) {
        return deadline;
    }
}

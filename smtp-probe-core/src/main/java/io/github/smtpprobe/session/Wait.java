/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Deadline;
import java.io.IOException;

/** How a connection waits for its peer's octets, since its thread may serve a second connection meanwhile. */
@FunctionalInterface
interface Wait {
    /** The thread has nothing else to do. */
    Wait ALONE = (connection, buffer, deadline) -> connection.await(buffer, deadline, deadline);

    /**
     * Waits for at least one octet.
     *
     * @param connection where they come from
     * @param buffer     receives the octets, from its start
     * @param deadline   when to give up
     * @return how many octets came, or -1 if the peer has closed
     * @throws IOException on failure: {@link java.net.SocketTimeoutException} when nothing came in time
     */
    int read(GuardedConnection connection, byte[] buffer, Deadline deadline) throws IOException;

    /**
     * When to give up on what cannot be broken off half-way, such as a write or a close.
     *
     * @param deadline of the step
     * @return that deadline, or an earlier one
     */
    default Deadline unbroken(Deadline deadline) {
        return deadline;
    }
}

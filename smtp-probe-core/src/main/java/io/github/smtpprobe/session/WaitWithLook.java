/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.plan.Allowance;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Waits for the first octets, and takes a second look once if there is silence for a while. The look is told when the first
 * octets come. If the look hears from the peer itself, it knows what the port speaks, and the wait ends.
 */
final class WaitWithLook implements Wait {
    /** How long to wait for octets that reached the first connection during the look. */
    private static final Duration ALREADY_THERE = Duration.ofMillis(50);

    private final Allowance time;
    private final Look look;
    private boolean looked;

    WaitWithLook(Allowance time, Look look) {
        this.time = time;
        this.look = look;
    }

    /** Takes a second look at a silent port. */
    @FunctionalInterface
    interface Look {
        /**
         * Takes the look.
         *
         * @param end   when the first connection's wait ends
         * @param spoke tells whether the first connection has octets by now
         * @return whether the look heard from the peer
         */
        boolean take(Deadline end, BooleanSupplier spoke);
    }

    @Override
    public int read(GuardedConnection connection, byte[] buffer, Deadline deadline) throws IOException {
        if (looked) {
            return connection.await(buffer, deadline, deadline);
        }
        looked = true;
        try {
            return connection.await(buffer, begin(deadline), deadline);
        } catch (SocketTimeoutException silent) {
            if (deadline.expired()) {
                throw silent;
            }
        }
        Meanwhile meanwhile = new Meanwhile(connection, buffer);
        boolean heard = look.take(deadline, meanwhile);
        return meanwhile.getAsBoolean()
                ? meanwhile.count
                : connection.await(buffer, heard ? deadline.sooner(ALREADY_THERE) : deadline, deadline);
    }

    private Deadline begin(Deadline deadline) {
        return time.lookAfter(deadline.remaining()).map(deadline::sooner).orElse(deadline);
    }

    /** Reads the first octets of a connection when it is asked whether there are any. */
    private static final class Meanwhile implements BooleanSupplier {
        private final GuardedConnection connection;
        private final byte[] buffer;
        private int count;

        Meanwhile(GuardedConnection connection, byte[] buffer) {
            this.connection = connection;
            this.buffer = buffer;
        }

        @Override
        public boolean getAsBoolean() {
            try {
                count = count > 0 ? count : connection.readAvailable(buffer);
            } catch (IOException gone) {
                return false; // the wait that follows meets the same failure, and reports it
            }
            return count > 0;
        }
    }
}

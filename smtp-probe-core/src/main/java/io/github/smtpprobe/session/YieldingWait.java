/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Deadline;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a second look's octets in short slices, so that the look can be given up as soon as the first connection hears something. */
final class YieldingWait implements Wait {
    /** How often the first connection is checked. */
    private static final Duration SLICE = Duration.ofMillis(50);

    private final BooleanSupplier firstSpoke;
    private final Duration unbroken;

    /**
     * Waits by turns.
     *
     * @param firstSpoke tells whether the first connection has octets
     * @param unbroken   how long the first connection may be left alone if that cannot be avoided
     */
    YieldingWait(BooleanSupplier firstSpoke, Duration unbroken) {
        this.firstSpoke = firstSpoke;
        this.unbroken = unbroken;
    }

    @Override
    public Deadline unbroken(Deadline deadline) {
        return deadline.sooner(unbroken);
    }

    /** Thrown if the first connection has received something, so that the look is no longer needed. */
    static final class Overtaken extends IOException {
        private static final long serialVersionUID = 1L;

        Overtaken() {
            super("the first connection has spoken");
        }
    }

    @Override
    public int read(GuardedConnection connection, byte[] buffer, Deadline deadline) throws IOException {
        while (true) {
            if (firstSpoke.getAsBoolean()) {
                throw new Overtaken();
            }
            try {
                return connection.await(buffer, deadline.sooner(SLICE), deadline);
            } catch (SocketTimeoutException silent) {
                if (deadline.expired()) {
                    throw silent;
                }
            }
        }
    }
}

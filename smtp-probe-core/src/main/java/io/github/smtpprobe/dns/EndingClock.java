/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.records.Trouble;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that ends the work when the time is over: dnsjava reads the clock before it checks each signature. */
final class EndingClock extends Clock {
    private final Clock clock;
    private final Deadline deadline;

    EndingClock(Clock clock, Deadline deadline) {
        this.clock = clock;
        this.deadline = deadline;
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new EndingClock(clock.withZone(zone), deadline);
    }

    @Override
    public Instant instant() {
        if (deadline.expired()) {
            throw new UncheckedIOException(
                    new NotLearned(Trouble.DEADLINE, "there was no time left to check the signatures", ""));
        }
        return clock.instant();
    }
}

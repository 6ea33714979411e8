/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.zones;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** A clock that stands still until it is moved. */
public final class TestClock extends Clock {
    /** When all worlds begin: in this hour, since the certificates of their servers are made now, and JSSE looks at no other clock. */
    public static final Instant BEGIN = Instant.now().truncatedTo(ChronoUnit.HOURS);

    private volatile Instant now = BEGIN;

    /** Goes forward, or back. */
    public void move(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}

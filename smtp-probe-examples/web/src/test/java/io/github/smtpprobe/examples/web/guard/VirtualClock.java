/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes when a test says so. */
final class VirtualClock implements TimeMeter {
    private final AtomicLong nanos = new AtomicLong(1);

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Override
    public long currentTimeNanos() {
        return nanos.get();
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}

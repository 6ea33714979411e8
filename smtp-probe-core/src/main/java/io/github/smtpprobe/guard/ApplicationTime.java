/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.guard;

import io.github.smtpprobe.clock.Ticker;
import java.time.Duration;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Measures how long the application's own code occupied the probing thread: no peer had this time. Time that this code spent in
 * the library's resolver does not count. Used by one thread.
 */
final class ApplicationTime {
    private static final int MOST_NAMES = 3;

    private final IdentityHashMap<Object, Long> nanos = new IdentityHashMap<>(2);
    private long total;
    private long[] starts = new long[2];
    private int depth;
    private long asked;
    private OptionalLong first = OptionalLong.empty();
    private long last;

    /** Called when code begins. If it is called by other code, its time counts as that of the other code. */
    void begins(Ticker ticker) {
        long now = ticker.nanos();
        if (depth == starts.length) {
            starts = Arrays.copyOf(starts, 2 * depth);
        }
        starts[depth++] = now;
        if (first.isEmpty()) {
            first = OptionalLong.of(now);
        }
    }

    /** Called when code has ended. The library's own code takes none of the application's time. */
    void ended(Object whose, Ticker ticker) {
        last = ticker.nanos();
        long took = last - starts[--depth];
        boolean own = Place.application(whose.getClass().getName());
        if (depth > 0) {
            asked += own ? 0 : took;
            return;
        }
        took -= asked;
        asked = 0;
        if (own) {
            total += took;
            nanos.merge(whose, took, Long::sum);
        }
    }

    Duration total() {
        return Duration.ofNanos(total);
    }

    /** Whether it took more than half of the time from the beginning of the first call to the end of the last one. */
    boolean most() {
        return total > (last - first.orElse(last)) / 2;
    }

    /** Words about which code took how long, the longest first. */
    String words() {
        return nanos.entrySet().stream()
                .sorted(Map.Entry.<Object, Long>comparingByValue().reversed())
                .limit(MOST_NAMES)
                .map(each -> ExtensionError.nameOf(each.getKey()) + " took "
                        + Duration.ofNanos(each.getValue()).toMillis() + " ms")
                .collect(Collectors.joining(", "));
    }
}

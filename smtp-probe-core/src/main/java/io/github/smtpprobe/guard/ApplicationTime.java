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
 * Measures how long the application's own code occupied the probing thread, which is time that no peer had. Time that this code
 * spent in the library's resolver does not count. Used by one thread.
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

    /** Code of somebody's begins. Code that is called by other code is that one's time. */
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

    /** Code of somebody's has ended; the library's own takes no time of the application's. */
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

    /** Whether it was more than half of the time from the beginning of the first to the end of the last, whoever's. */
    boolean most() {
        return total > (last - first.orElse(last)) / 2;
    }

    /** Whose code took how long, the longest first. */
    String words() {
        return nanos.entrySet().stream()
                .sorted(Map.Entry.<Object, Long>comparingByValue().reversed())
                .limit(MOST_NAMES)
                .map(each -> ExtensionError.nameOf(each.getKey()) + " took "
                        + Duration.ofNanos(each.getValue()).toMillis() + " ms")
                .collect(Collectors.joining(", "));
    }
}

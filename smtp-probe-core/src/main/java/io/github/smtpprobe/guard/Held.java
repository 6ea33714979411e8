/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.guard;

import io.github.smtpprobe.clock.Ticker;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How long code of the application's kept the probing thread: time that no peer had. Used by one thread. */
final class Held {
    private static final int MOST_NAMES = 3;

    private final Map<Object, Long> nanos = new IdentityHashMap<>();
    private long total;
    private int depth;
    private long start;

    /** Code of somebody's begins. Code that is called by other code is that one's time. */
    void begins(Ticker ticker) {
        if (depth++ == 0) {
            start = ticker.nanos();
        }
    }

    /** Code of somebody's has ended; the library's own takes no time of the application's. */
    void ended(Object whose, Ticker ticker) {
        if (--depth == 0 && Place.application(whose.getClass().getName())) {
            long took = ticker.nanos() - start;
            total += took;
            nanos.merge(whose, took, Long::sum);
        }
    }

    Duration total() {
        return Duration.ofNanos(total);
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

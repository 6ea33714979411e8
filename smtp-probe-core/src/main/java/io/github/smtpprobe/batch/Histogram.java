/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batch;

import java.time.Duration;

/** Counts durations in exponential buckets, twelve for each doubling: 720 numbers, whatever is counted. */
final class Histogram {
    private static final int EACH_DOUBLING = 12;

    /** From a microsecond to 2 to the 60th, which is longer than anything takes. */
    private static final int BUCKETS = 60 * EACH_DOUBLING;

    private final long[] counts = new long[BUCKETS];
    private long count;

    void add(Duration took) {
        counts[bucket(Math.max(1, took.toNanos() / 1_000))]++;
        count++;
    }

    private static int bucket(long micros) {
        double doublings = Math.log((double) micros) / Math.log(2);
        return Math.min(BUCKETS - 1, (int) Math.ceil(doublings * EACH_DOUBLING));
    }

    Histogram copy() {
        Histogram copy = new Histogram();
        System.arraycopy(counts, 0, copy.counts, 0, BUCKETS);
        copy.count = count;
        return copy;
    }

    Latency latency() {
        return new Latency(count, percentile(50), percentile(95), percentile(99));
    }

    /** The upper bound of the bucket that contains the percentile. */
    private Duration percentile(int percent) {
        long rank = Math.max(1, (count * percent + 99) / 100);
        long below = 0;
        for (int bucket = 0; bucket < BUCKETS && count > 0; bucket++) {
            below += counts[bucket];
            if (below >= rank) {
                return Duration.ofNanos(Math.round(1_000 * Math.pow(2, (double) bucket / EACH_DOUBLING)));
            }
        }
        return Duration.ZERO;
    }
}

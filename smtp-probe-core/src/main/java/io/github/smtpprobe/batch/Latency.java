/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batch;

import io.github.smtpprobe.text.kept.Node;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * How long a step took over many attempts: its count and three percentiles, each at most a tenth too long. Only answered steps
 * count; shared attempts and TLS handshakes whose time includes start-up costs of this client do not. Immutable and thread-safe;
 * instances with the same figures are equal.
 *
 * @param count how many steps
 * @param p50   half of them took no longer
 * @param p95   95 of 100 took no longer
 * @param p99   99 of 100 took no longer
 */
public record Latency(long count, Duration p50, Duration p95, Duration p99) {
    /**
     * Makes a record.
     *
     * @param count how many steps
     * @param p50   half of them took no longer
     * @param p95   95 of 100 took no longer
     * @param p99   99 of 100 took no longer
     */
    public Latency {
        Objects.requireNonNull(p50, "p50");
        Objects.requireNonNull(p95, "p95");
        Objects.requireNonNull(p99, "p99");
    }

    /** {@return count and percentiles in milliseconds} */
    public Map<String, Object> asMap() {
        return new Node()
                .put("count", count)
                .put("p50Ms", Node.millis(p50))
                .put("p95Ms", Node.millis(p95))
                .put("p99Ms", Node.millis(p99))
                .map();
    }
}

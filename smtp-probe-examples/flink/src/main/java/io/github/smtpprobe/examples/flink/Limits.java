/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import java.io.Serializable;
import java.time.Duration;

/**
 * How much the job does at once. The first two limits apply to the whole cluster, because each operator is served by only one
 * subtask; the others apply to each subtask.
 *
 * @param perOperator the maximum number of simultaneous connections to an operator
 * @param interval    the minimum time between two starts at an operator
 * @param inFlight    the number of probes that run at once in a subtask, each on its own thread
 * @param held        the number of domains that wait or run in a subtask; above it, no more input is read. At least
 *     {@code inFlight}
 * @param deadline    the time limit for a look-up and for a probe
 * @param share       how long the result of an exchanger's probe is reused for other domains with that exchanger; zero if each
 *     domain is probed separately
 */
record Limits(int perOperator, Duration interval, int inFlight, int held, Duration deadline, Duration share)
        implements Serializable {
    /** How long a probe may take after its deadline until its report is complete and its connection is closed; this is generous. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /**
     * Checks that the limits allow any work.
     *
     * @throws IllegalArgumentException if a limit would let nothing through
     */
    Limits {
        if (perOperator < 1 || inFlight < 1 || held < inFlight || interval.isNegative() || share.isNegative()) {
            throw new IllegalArgumentException(
                    "perOperator >= 1, held >= inFlight >= 1, interval >= 0 and share >= 0 are needed");
        }
    }

    /** Creates limits with which each domain is probed separately. */
    Limits(int perOperator, Duration interval, int inFlight, int held, Duration deadline) {
        this(perOperator, interval, inFlight, held, deadline, Duration.ZERO);
    }

    /** {@return the same limits, with which results for an exchanger are reused for this long} */
    Limits sharing(Duration age) {
        return new Limits(perOperator, interval, inFlight, held, deadline, age);
    }

    /**
     * {@return limits that hurt nobody: 2 connections to an operator, started at least a second apart, and none for what is
     * already known}
     */
    static Limits polite() {
        return new Limits(2, Duration.ofSeconds(1), 200, 10_000, Duration.ofSeconds(30), Duration.ofMinutes(10));
    }

    /** {@return how long a probe of a lost worker may still be running} */
    Duration afterLoss() {
        return deadline.plus(GRACE);
    }
}

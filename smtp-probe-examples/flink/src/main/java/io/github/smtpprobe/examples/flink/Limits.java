/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import java.io.Serializable;
import java.time.Duration;

/**
 * How much the job does at once. The first two hold across the whole cluster, since one subtask alone serves an operator; the others hold
 * for each subtask.
 *
 * @param perOperator connections that an operator sees at once, at most
 * @param interval    from one start at an operator to the next, at least
 * @param inFlight    probes that run at once in a subtask, each on a thread
 * @param held        domains that wait or run in a subtask; beyond them its input is not read. At least {@code inFlight}
 * @param deadline    of a look-up and of a probe
 * @param share       how old a probe of an exchanger may be that answers for further domains with it; zero where each has its own
 */
record Limits(int perOperator, Duration interval, int inFlight, int held, Duration deadline, Duration share)
        implements Serializable {
    /** What a probe may take beyond its deadline until its report is there and its connection closed, with much room. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /**
     * Checks that work can go on.
     *
     * @throws IllegalArgumentException if a limit would let nothing through
     */
    Limits {
        if (perOperator < 1 || inFlight < 1 || held < inFlight || interval.isNegative() || share.isNegative()) {
            throw new IllegalArgumentException(
                    "perOperator >= 1, held >= inFlight >= 1, interval >= 0 and share >= 0 are needed");
        }
    }

    /** Limits by which each domain has a probe of its own. */
    Limits(int perOperator, Duration interval, int inFlight, int held, Duration deadline) {
        this(perOperator, interval, inFlight, held, deadline, Duration.ZERO);
    }

    /** {@return the same, by which domains share what was learnt of their exchanger so long before} */
    Limits sharing(Duration age) {
        return new Limits(perOperator, interval, inFlight, held, deadline, age);
    }

    /** {@return what hurts nobody: 2 connections to an operator, a second apart at least, and none for what is known} */
    static Limits polite() {
        return new Limits(2, Duration.ofSeconds(1), 200, 10_000, Duration.ofSeconds(30), Duration.ofMinutes(10));
    }

    /** {@return how long a probe of a worker that is gone may still run} */
    Duration afterLoss() {
        return deadline.plus(GRACE);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import io.github.smtpprobe.testkit.MemoryTransport;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The real time of tests that cannot do with virtual time: none of them may fail because the machine is slow. A wait that ends as
 * soon as its event comes is given {@link #AMPLE} time; the length of a deadline that has to pass is found by {@link #until}.
 */
public final class Patience {
    /** How long an event is waited for. A probe's standard deadline is longer: what comes in this time, it did not bring. */
    public static final Duration AMPLE = Duration.ofSeconds(25);

    /** The same in seconds. */
    public static final long SECONDS = AMPLE.toSeconds();

    /** How many seconds a whole test may take: only one that hangs takes them. */
    public static final long HANGING = 150;

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final int FACTOR = 5;

    private Patience() {}

    /**
     * How many connections stay open. What the deadline closes, it closes on another thread, which may be a moment behind.
     *
     * @param memory made them
     * @return how many; not 0 only after a long wait
     */
    public static int leftOpen(MemoryTransport memory) {
        long end = System.nanoTime() + AMPLE.toNanos();
        while (memory.open() > 0 && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        return memory.open();
    }

    /**
     * Runs something that ends at a deadline, with a longer deadline each time, until what has to come before the deadline did.
     *
     * @param reached whether it came; not what the test is about, but that the test got as far as that
     * @param run     once, with this deadline
     * @param <T>     what a run gives
     * @return what the last run gave
     */
    public static <T> T until(Predicate<? super T> reached, Function<Duration, T> run) {
        Duration deadline = FIRST;
        T result = run.apply(deadline);
        while (!reached.test(result) && deadline.compareTo(AMPLE) < 0) {
            deadline = deadline.multipliedBy(FACTOR);
            result = run.apply(deadline);
        }
        return result;
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * The processor's time that work takes in the thread that does it. Tests that something ends, or costs no more than its length, measure
 * this: other tests run beside them, and on a busy machine the time of a clock says nothing of the work.
 */
public final class OwnTime {
    private OwnTime() {}

    /**
     * Does the work, and measures it.
     *
     * @param work that is done in this thread
     * @return the processor's time that it took
     */
    public static Duration of(Runnable work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begun = threads.getCurrentThreadCpuTime();
        work.run();
        return Duration.ofNanos(threads.getCurrentThreadCpuTime() - begun);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.guard;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs a caller's {@code close()}, which has to release another thread and may itself block, on a daemon thread of its own. A
 * thread is created only when it is needed and ends with its task. Their number is limited, so that stuck ones cannot exhaust the
 * machine.
 */
final class Closer {
    private static final int MOST = 100;
    private static final AtomicInteger RUNNING = new AtomicInteger();

    private Closer() {}

    /** Runs {@code task} on a thread of its own. Returns false if too many such threads are stuck. */
    static boolean run(Runnable task, @Nullable ClassLoader loader) {
        if (RUNNING.incrementAndGet() > MOST) {
            RUNNING.decrementAndGet();
            return false;
        }
        Thread thread = new Thread(null, () -> finish(task), "smtp-probe-closer", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        boolean started = false;
        try {
            thread.start();
            started = true;
        } finally {
            if (!started) {
                RUNNING.decrementAndGet();
            }
        }
        return true;
    }

    private static void finish(Runnable task) {
        try {
            task.run();
        } finally {
            RUNNING.decrementAndGet();
        }
    }
}

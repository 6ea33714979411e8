/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.guard;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One lazy daemon thread that runs what is due. Nothing else in the JDK bounds a TLS handshake, a write to a full window or
 * a reply that drips. The thread ends a second after the last watch; cancelled watches leave the queue at once.
 */
final class Watchdog {
    private static final long IDLE_MILLIS = 1_000;

    private Watchdog() {}

    /** The thread of the watchdog, made with the first watch. */
    private static final class Pool {
        static final ScheduledThreadPoolExecutor EXECUTOR = make();

        private static ScheduledThreadPoolExecutor make() {
            ScheduledThreadPoolExecutor made = new ScheduledThreadPoolExecutor(1, task -> {
                Thread thread = new Thread(null, task, "smtp-probe-watchdog", 0, false);
                thread.setDaemon(true);
                thread.setContextClassLoader(null); // must not keep an application's class loader alive
                return thread;
            });
            made.setRemoveOnCancelPolicy(true);
            made.setKeepAliveTime(IDLE_MILLIS, TimeUnit.MILLISECONDS);
            made.allowCoreThreadTimeOut(true);
            return made;
        }
    }

    /** Runs {@code action} when {@code nanos} have passed, unless the result is cancelled before. */
    static ScheduledFuture<?> in(long nanos, Runnable action) {
        return Pool.EXECUTOR.schedule(action, nanos, TimeUnit.NANOSECONDS);
    }
}

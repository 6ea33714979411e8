/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads of one batch or survey: a virtual thread for each task if this Java has them (21 and later), otherwise a bounded
 * pool of daemon threads with a queue. There are no threads before the first task or after the last.
 */
public final class Workers implements AutoCloseable {
    private static final String NAME = "smtp-probe-batch-";

    private static final long IDLE_SECONDS = 1;

    private static final class Virtual {
        /** Makes virtual threads; empty if this Java has none. */
        static final Optional<ThreadFactory> FACTORY = found();

        private static Optional<ThreadFactory> found() {
            try {
                Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
                Class<?> type = Class.forName("java.lang.Thread$Builder");
                Object named = type.getMethod("name", String.class, long.class).invoke(builder, NAME, 1L);
                return Optional.of((ThreadFactory) type.getMethod("factory").invoke(named));
            } catch (ReflectiveOperationException olderJava) {
                return Optional.empty();
            }
        }
    }

    private final ThreadPoolExecutor pool;
    private final Optional<ThreadFactory> virtual;

    /**
     * Threads for one batch or survey.
     *
     * @param most how many tasks a pool runs at once
     */
    public Workers(int most) {
        this(most, Virtual.FACTORY);
    }

    Workers(int most, Optional<ThreadFactory> virtual) {
        this.virtual = virtual;
        AtomicLong number = new AtomicLong();
        pool = new ThreadPoolExecutor(most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(null, task, NAME + number.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            return thread;
        });
        pool.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs a task on a thread of its own, or on the next free thread of the pool.
     *
     * @param task throws nothing
     */
    public void execute(Runnable task) {
        if (virtual.isPresent()) {
            virtual.get().newThread(task).start();
        } else {
            pool.execute(task);
        }
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}

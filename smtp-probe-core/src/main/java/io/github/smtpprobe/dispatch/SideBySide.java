/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs the tasks of one survey on threads of their own, which end with them. */
public final class SideBySide {
    /** The most conversations of one survey at once. */
    private static final int AT_ONCE = 8;

    private final Queue<Runnable> open;
    private final CountDownLatch left;
    private final AtomicReference<@Nullable Throwable> bug = new AtomicReference<>();

    private SideBySide(List<Runnable> tasks, int threads) {
        open = new ConcurrentLinkedQueue<>(tasks);
        left = new CountDownLatch(threads);
    }

    /**
     * Runs all tasks, at most eight at once, and waits until the last one has ended. A single task runs on the caller's thread.
     *
     * @param tasks  the tasks, none of which throws
     * @param cancel ends those that are running, if the caller is interrupted
     */
    public static void run(List<Runnable> tasks, Runnable cancel) {
        if (tasks.size() < 2) {
            tasks.forEach(Runnable::run);
            return;
        }
        int threads = Math.min(AT_ONCE, tasks.size());
        new SideBySide(tasks, threads).run(threads, cancel);
    }

    private void run(int threads, Runnable cancel) {
        try (Workers workers = new Workers(threads)) {
            for (int i = 0; i < threads; i++) {
                workers.execute(this::drain);
            }
            await(cancel);
        }
        if (bug.get() != null) {
            throw new IllegalStateException("a task of a survey failed", bug.get());
        }
    }

    private void drain() {
        try {
            for (Runnable next = open.poll(); next != null; next = open.poll()) {
                next.run();
            }
        } catch (RuntimeException | Error broken) {
            bug.set(broken);
        } finally {
            left.countDown();
        }
    }

    /** Waits for the tasks. An interrupt ends them, but they are still waited for: none outlives its survey. */
    private void await(Runnable cancel) {
        boolean interrupted = false;
        while (left.getCount() > 0) {
            try {
                left.await();
            } catch (InterruptedException ended) {
                interrupted = true;
                cancel.run();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

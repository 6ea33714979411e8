/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.guard;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** Cancels a survey: its own look-ups, and all running conversations. Thread-safe. */
public final class Cancellations {
    private final Cancellation own = new Cancellation();
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Cancellation> running = new HashSet<>();

    /** {@return what cancels the look-ups of the survey itself} */
    public Cancellation own() {
        return own;
    }

    /** {@return whether the survey was cancelled} */
    public boolean cancelled() {
        return own.cancelled();
    }

    /**
     * Runs something that has a cancellation of its own.
     *
     * @param task the task, such as a conversation
     * @param <T>  the type of its result
     * @return its result
     */
    public <T> T run(Function<Cancellation, T> task) {
        Cancellation one = new Cancellation();
        lock.lock();
        try {
            running.add(one);
        } finally {
            lock.unlock();
        }
        if (own.cancelled()) {
            one.cancel();
        }
        try {
            return task.apply(one);
        } finally {
            lock.lock();
            try {
                running.remove(one);
            } finally {
                lock.unlock();
            }
            one.end();
        }
    }

    /** Cancels the survey and everything that is running for it. */
    public void cancel() {
        own.cancel();
        lock.lock();
        try {
            running.forEach(Cancellation::cancel);
        } finally {
            lock.unlock();
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.probes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The moments of one probe, kept for those who begin to watch later. Bounded; its last moment is the end. Thread-safe. */
final class Journal {
    /** Even a long dialogue has only some hundred lines; the report contains everything that is left out here. */
    private static final int MOST = 3_000;

    private static final int MOST_CHARACTERS = 1 << 19;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final List<Moment> moments = new ArrayList<>();
    private int characters;
    private boolean full;
    private boolean ended;

    /** Adds a moment if there is room and the probe has not ended. */
    void add(String name, Map<String, Object> data) {
        lock.lock();
        try {
            if (ended || full) {
                return;
            }
            characters += data.values().stream()
                    .mapToInt(each -> each.toString().length())
                    .sum();
            full = moments.size() >= MOST || characters > MOST_CHARACTERS;
            put(
                    full ? "line" : name,
                    full
                            ? Map.of(
                                    "mark",
                                    "*",
                                    "who",
                                    "event",
                                    "text",
                                    "there is more than is shown here; the result has all of it")
                            : data);
        } finally {
            lock.unlock();
        }
    }

    /** Adds the last moment; only the first call counts. */
    void end(Map<String, Object> data) {
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                put("end", data);
            }
        } finally {
            lock.unlock();
        }
    }

    private void put(String name, Map<String, Object> data) {
        moments.add(new Moment(moments.size() + 1, name, data));
        news.signalAll();
    }

    int characters() {
        lock.lock();
        try {
            return characters;
        } finally {
            lock.unlock();
        }
    }

    boolean ended() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for moments.
     *
     * @param seen     the last one that is known; 0 for none
     * @param patience how long to wait where there is none behind it
     * @return those behind it; none if none came
     */
    List<Moment> after(int seen, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (moments.size() <= seen && !ended && left > 0) {
                left = news.awaitNanos(left);
            }
            return seen < moments.size() ? List.copyOf(moments.subList(Math.max(0, seen), moments.size())) : List.of();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes all threads that wait. */
    void wake() {
        lock.lock();
        try {
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Shares results between threads: for each key, one thread finds the result, and the others wait for it. Results are kept for a
 * while, as far as there is room; the least recently used one is removed first. Thread-safe.
 *
 * @param <K> the type of the questions
 * @param <V> the type of the results
 */
final class Shared<K, V> {
    private final int most;
    private final long mostOctets;
    private final long patience;
    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    /** In the order of use, the least recently used one first. */
    private final Map<K, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    private long octets;

    /**
     * Creates an empty cache.
     *
     * @param most       the most entries
     * @param mostOctets the most octets of all entries together
     * @param patience   how long to wait for the thread that finds a result, before another one takes over
     * @param ticker     measures their age
     */
    Shared(int most, long mostOctets, Duration patience, Ticker ticker) {
        this.most = most;
        this.patience = patience.toNanos();
        this.mostOctets = mostOctets;
        this.ticker = ticker;
    }

    /** A result, or one that is being found. Empty if the thread that was to find it gave up. */
    private final class Entry {
        private final CompletableFuture<Optional<V>> found = new CompletableFuture<>();
        private final long since;
        private boolean settled;
        private long until;
        private int octets;

        private Entry(long since) {
            this.since = since;
        }

        private boolean good(long now) {
            return settled ? until - now > 0 : now - since < patience;
        }
    }

    /** The position of a thread that asks. A thread that leads has to settle the result, or to leave. */
    final class Place {
        private final K key;
        private final Entry entry;
        private final boolean leads;

        private Place(K key, Entry entry, boolean leads) {
            this.key = key;
            this.entry = entry;
            this.leads = leads;
        }

        /** {@return what is asked} */
        K key() {
            return key;
        }

        boolean leads() {
            return leads;
        }

        /**
         * Publishes a result.
         *
         * @param value  the result for the waiting threads; if empty, one of them has to find it
         * @param kept   how long others may use it; may be zero
         * @param octets its size
         */
        void settle(Optional<V> value, Duration kept, int octets) {
            lock.lock();
            try {
                boolean keeps = value.isPresent() && kept.compareTo(Duration.ZERO) > 0 && octets <= mostOctets;
                if (entries.get(key) == entry) {
                    if (keeps) {
                        keep(entry, kept, octets);
                    } else {
                        entries.remove(key);
                    }
                }
            } finally {
                lock.unlock();
            }
            entry.found.complete(value);
        }

        /** Gives up; does nothing if the result was settled. */
        void leave() {
            if (!entry.found.isDone()) {
                settle(Optional.empty(), Duration.ZERO, 0);
            }
        }

        /** Waits for the leading thread, up to a limit: {@return its result}. */
        Optional<V> follow(Deadline deadline) throws InterruptedException {
            long left = Math.min(deadline.remaining().toNanos(), entry.since + patience - ticker.nanos());
            try {
                return entry.found.get(Math.max(0, left), TimeUnit.NANOSECONDS);
            } catch (TimeoutException late) {
                return Optional.empty();
            } catch (ExecutionException impossible) {
                throw new IllegalStateException("it is only ever completed", impossible);
            }
        }
    }

    /** Asks. If there is no valid result, and nobody is finding one, the caller leads. */
    Place enter(K key) {
        lock.lock();
        try {
            long now = ticker.nanos();
            Entry known = entries.get(key);
            if (known != null && known.good(now)) {
                return new Place(key, known, false);
            }
            Entry mine = new Entry(now);
            forget(entries.put(key, mine));
            trim();
            return new Place(key, mine, true);
        } finally {
            lock.unlock();
        }
    }

    private void keep(Entry entry, Duration kept, int size) {
        entry.settled = true;
        entry.until = ticker.nanos() + kept.toNanos();
        entry.octets = size;
        octets += size;
        trim();
    }

    private void trim() {
        Iterator<Entry> eldest = entries.values().iterator();
        while (entries.size() > most || octets > mostOctets) {
            forget(eldest.next());
            eldest.remove();
        }
    }

    private void forget(@Nullable Entry gone) {
        octets -= gone == null ? 0 : gone.octets;
    }

    int size() {
        lock.lock();
        try {
            return entries.size();
        } finally {
            lock.unlock();
        }
    }
}

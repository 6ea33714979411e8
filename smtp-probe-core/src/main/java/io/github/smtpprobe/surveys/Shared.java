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
    /** The one that was asked for least lately comes first. */
    private final Map<K, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    private long octets;

    /**
     * Nothing yet.
     *
     * @param most       so many are kept
     * @param mostOctets together
     * @param patience   how long one that leads is waited for: then who waits leads
     * @param ticker     tells how old they are
     */
    Shared(int most, long mostOctets, Duration patience, Ticker ticker) {
        this.most = most;
        this.patience = patience.toNanos();
        this.mostOctets = mostOctets;
        this.ticker = ticker;
    }

    /** Something that is being found out, or was. Empty where whoever led went away without it. */
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

    /** The place of one that asks. One that leads has to settle it, or to leave. */
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
         * Tells what was found.
         *
         * @param value  for those who wait; empty: one of them has to find it out
         * @param kept   how long it may be told to others, which may be zero
         * @param octets how much room it takes
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

        /** Goes away; does nothing where it was settled. */
        void leave() {
            if (!entry.found.isDone()) {
                settle(Optional.empty(), Duration.ZERO, 0);
            }
        }

        /** Waits for the one that leads, for a while: {@return what it tells}. */
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

    /** Asks: who finds nothing that is good, and nobody who finds it out, leads. */
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

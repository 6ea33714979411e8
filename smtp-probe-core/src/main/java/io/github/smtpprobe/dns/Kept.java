/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A cache with limits on age, number and size of its entries; the least recently used entry is removed first. Thread-safe. */
final class Kept<K, V> {
    private record Entry<V>(V value, int octets, Instant until) {}

    private final int most;
    private final long mostOctets;
    private final Map<K, Entry<V>> all = new LinkedHashMap<>(16, 0.75f, true);
    private long octets;

    Kept(int most, long mostOctets) {
        this.most = most;
        this.mostOctets = mostOctets;
    }

    synchronized Optional<V> find(K key, Instant now) {
        Entry<V> found = all.get(key);
        if (found == null) {
            return Optional.empty();
        }
        if (!now.isBefore(found.until)) {
            remove(key);
            return Optional.empty();
        }
        return Optional.of(found.value);
    }

    synchronized void keep(K key, V value, int size, Instant until) {
        remove(key);
        all.put(key, new Entry<>(value, size, until));
        octets += size;
        for (Iterator<Entry<V>> eldest = all.values().iterator(); all.size() > most || octets > mostOctets; ) {
            octets -= eldest.next().octets;
            eldest.remove();
        }
    }

    synchronized void remove(K key) {
        Entry<V> gone = all.remove(key);
        octets -= gone == null ? 0 : gone.octets;
    }
}

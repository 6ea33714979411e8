/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batch;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Counts by a constant or a text. */
final class Counts {
    private Counts() {}

    /** A copy with an entry for every constant, in their order. */
    static <E extends Enum<E>> Map<E, Long> copy(Class<E> type, Map<E, Long> counts) {
        Map<E, Long> all = new EnumMap<>(type);
        for (E each : type.getEnumConstants()) {
            all.put(each, counts.getOrDefault(each, 0L));
        }
        return Collections.unmodifiableMap(all);
    }

    /** A copy with the greatest count first; equal counts are in the alphabetical order of their texts. */
    static Map<String, Long> sorted(Map<String, Long> counts) {
        Map<String, Long> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(each -> sorted.put(each.getKey(), each.getValue()));
        return Collections.unmodifiableMap(sorted);
    }

    static <K, V> Map<String, V> byToken(Map<K, V> counts, Function<? super K, String> token) {
        Map<String, V> tokens = new LinkedHashMap<>();
        counts.forEach((key, count) -> tokens.put(token.apply(key), count));
        return Collections.unmodifiableMap(tokens);
    }

    static <K> void count(Map<K, Long> counts, K key) {
        counts.merge(key, 1L, Long::sum);
    }
}

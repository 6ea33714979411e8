/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A plain map in the order in which keys were put. */
final class Node {
    private final Map<String, Object> map = new LinkedHashMap<>();

    @SuppressWarnings("NullAway") // null is JSON's null
    Node put(String key, @Nullable Object value) {
        map.put(key, value);
        return this;
    }

    Map<String, Object> map() {
        return Collections.unmodifiableMap(map);
    }

    static double millis(Duration duration) {
        long hundredths = duration.toNanos() / 10_000; // of a millisecond: more than anybody reads
        return hundredths / 100.0;
    }

    static <T> List<Object> list(List<T> values, Function<T, Object> each) {
        List<Object> out = new ArrayList<>(values.size());
        for (T value : values) {
            out.add(each.apply(value));
        }
        return Collections.unmodifiableList(out);
    }
}

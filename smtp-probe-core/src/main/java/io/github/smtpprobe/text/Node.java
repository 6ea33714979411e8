/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A plain map in the order in which keys were put: what reports and their parts are for any JSON library. */
public final class Node {
    private final Map<String, Object> map = new LinkedHashMap<>();

    /**
     * Puts a value.
     *
     * @param key   of the map
     * @param value a string, number, boolean, plain map or list; null is JSON's null
     * @return this node
     */
    @SuppressWarnings("NullAway") // null is JSON's null
    public Node put(String key, @Nullable Object value) {
        map.put(key, value);
        return this;
    }

    /** {@return the map, which nobody can change} */
    public Map<String, Object> map() {
        return Collections.unmodifiableMap(map);
    }

    /**
     * Writes a time in milliseconds.
     *
     * @param duration any time
     * @return with two decimals, which is more than anybody reads
     */
    public static double millis(Duration duration) {
        long hundredths = duration.toNanos() / 10_000;
        return hundredths / 100.0;
    }

    /**
     * Makes a list of maps, or of other plain values.
     *
     * @param values in their order
     * @param each   what one becomes
     * @param <T>    what they are
     * @return a list that nobody can change
     */
    public static <T> List<Object> list(List<T> values, Function<T, Object> each) {
        List<Object> out = new ArrayList<>(values.size());
        for (T value : values) {
            out.add(each.apply(value));
        }
        return Collections.unmodifiableList(out);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text.kept;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A plain map in insertion order: the form that reports and their parts have for any JSON library. A key without a value is left
 * out, so no value is null; lists may be empty.
 */
public final class Node {
    /** The number of nanoseconds in a hundredth of a millisecond. */
    private static final int HUNDREDTH = 10_000;

    private final Map<String, Object> map = new LinkedHashMap<>();

    /**
     * Adds a value.
     *
     * @param key   its key
     * @param value a string, number, boolean, plain map or list
     * @return this node
     */
    public Node put(String key, Object value) {
        map.put(key, value);
        return this;
    }

    /**
     * Adds a value, if there is one.
     *
     * @param key   its key
     * @param value the value, of the same types
     * @return this node
     */
    public Node put(String key, Optional<?> value) {
        value.ifPresent(each -> map.put(key, each));
        return this;
    }

    /**
     * Adds a number, if there is one.
     *
     * @param key   its key
     * @param value any number
     * @return this node
     */
    public Node put(String key, OptionalInt value) {
        value.ifPresent(each -> map.put(key, each));
        return this;
    }

    /**
     * Adds a number, if there is one.
     *
     * @param key   its key
     * @param value any number
     * @return this node
     */
    public Node put(String key, OptionalLong value) {
        value.ifPresent(each -> map.put(key, each));
        return this;
    }

    /**
     * Adds a text, unless it is empty.
     *
     * @param key   its key
     * @param value any text
     * @return this node
     */
    public Node text(String key, String value) {
        return value.isEmpty() ? this : put(key, value);
    }

    /** {@return the map, unmodifiable} */
    public Map<String, Object> map() {
        return Collections.unmodifiableMap(map);
    }

    /**
     * Converts a time to milliseconds.
     *
     * @param duration any time
     * @return the time with two decimals, which is precise enough for any reader
     */
    public static double millis(Duration duration) {
        long hundredths = duration.toNanos() / HUNDREDTH;
        return hundredths / 100.0;
    }

    /**
     * Rounds a time to the precision of {@link #millis}, so that a report looks the same as one that was read back from a file.
     *
     * @param duration any time
     * @return the time in hundredths of a millisecond, and at least one of them unless it is zero
     */
    public static Duration told(Duration duration) {
        Duration rounded = Duration.ofNanos(duration.toNanos() / HUNDREDTH * HUNDREDTH);
        return rounded.isZero() && duration.toNanos() > 0 ? Duration.ofNanos(HUNDREDTH) : rounded;
    }

    /**
     * Makes a list of maps or other plain values.
     *
     * @param values the values, in order
     * @param each   converts one of them
     * @param <T>    their type
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

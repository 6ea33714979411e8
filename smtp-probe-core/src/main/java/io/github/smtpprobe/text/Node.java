/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

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
    /** Nanoseconds of a hundredth of a millisecond. */
    private static final int HUNDREDTH = 10_000;

    private final Map<String, Object> map = new LinkedHashMap<>();

    /**
     * Puts a value.
     *
     * @param key   of the map
     * @param value a string, number, boolean, plain map or list
     * @return this node
     */
    public Node put(String key, Object value) {
        map.put(key, value);
        return this;
    }

    /**
     * Puts a value, if there is one.
     *
     * @param key   of the map
     * @param value as of the others
     * @return this node
     */
    public Node put(String key, Optional<?> value) {
        value.ifPresent(each -> map.put(key, each));
        return this;
    }

    /**
     * Puts a number, if there is one.
     *
     * @param key   of the map
     * @param value any
     * @return this node
     */
    public Node put(String key, OptionalInt value) {
        value.ifPresent(each -> map.put(key, each));
        return this;
    }

    /**
     * Puts a number, if there is one.
     *
     * @param key   of the map
     * @param value any
     * @return this node
     */
    public Node put(String key, OptionalLong value) {
        value.ifPresent(each -> map.put(key, each));
        return this;
    }

    /**
     * Puts a text, unless there is nothing to say.
     *
     * @param key   of the map
     * @param value empty if there is nothing to say
     * @return this node
     */
    public Node text(String key, String value) {
        return value.isEmpty() ? this : put(key, value);
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
        long hundredths = duration.toNanos() / HUNDREDTH;
        return hundredths / 100.0;
    }

    /**
     * Rounds a time to what {@link #millis} writes of it, so that what is shown of a report and of the same report in a file is the same.
     *
     * @param duration any time
     * @return hundredths of a millisecond; one of them for what is shorter and took any time at all
     */
    public static Duration told(Duration duration) {
        Duration rounded = Duration.ofNanos(duration.toNanos() / HUNDREDTH * HUNDREDTH);
        return rounded.isZero() && duration.toNanos() > 0 ? Duration.ofNanos(HUNDREDTH) : rounded;
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

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.arguments;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Checks and copies callers' arguments. Invalid ones are refused at once, in words that name the argument. */
public final class Arguments {
    private Arguments() {}

    /**
     * Copies a list or set in its order.
     *
     * @param given the elements; neither it nor any of them may be null
     * @param name  the argument's name
     * @param <T>   the type of the elements
     * @return an unmodifiable list
     */
    public static <T> List<T> copy(Collection<? extends T> given, String name) {
        Objects.requireNonNull(given, name);
        try {
            return List.copyOf(given);
        } catch (NullPointerException nullWithin) {
            throw new NullPointerException(name);
        }
    }

    /**
     * Checks that a number is not negative.
     *
     * @param given any number
     * @param name  the argument's name
     * @return the number
     * @throws IllegalArgumentException if it is negative
     */
    public static int notNegative(int given, String name) {
        if (given < 0) {
            throw new IllegalArgumentException(name + ": is negative");
        }
        return given;
    }

    /**
     * Checks that a time is not negative.
     *
     * @param given any time, but not null
     * @param name  the argument's name
     * @return the time
     * @throws IllegalArgumentException if it is negative
     */
    public static Duration notNegative(Duration given, String name) {
        if (Objects.requireNonNull(given, name).isNegative()) {
            throw new IllegalArgumentException(name + ": is negative");
        }
        return given;
    }
}

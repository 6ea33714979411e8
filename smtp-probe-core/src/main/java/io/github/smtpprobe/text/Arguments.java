/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Checks and copies the arguments of callers. Invalid ones are refused at once, in words that name the argument. */
public final class Arguments {
    private Arguments() {}

    /**
     * Copies a list or set in its order.
     *
     * @param given no null, and holds none
     * @param name  of the argument
     * @param <T>   what it holds
     * @return a list that nobody can change
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
     * Takes a number from 0.
     *
     * @param given any number
     * @param name  of the argument
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
     * Takes a time from 0.
     *
     * @param given no null
     * @param name  of the argument
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

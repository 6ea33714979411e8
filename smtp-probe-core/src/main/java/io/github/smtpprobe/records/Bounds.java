/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.records;

import io.github.smtpprobe.arguments.Arguments;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Normalizes times and numbers from an application's resolver: times that DNS cannot express are limited, so that everybody can
 * calculate with them, and the same numbers in another order, or with duplicates, give the same answer.
 */
final class Bounds {
    /** The longest TTL (RFC 2181 §8). */
    private static final Duration LONGEST_TTL = Duration.ofSeconds(Integer.MAX_VALUE);

    private static final Duration LONGEST_LOOK_UP = Duration.ofDays(1);
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private Bounds() {}

    static Duration ttl(Duration value, String name) {
        return least(Arguments.notNegative(value, name), LONGEST_TTL);
    }

    static Duration took(Duration value) {
        return least(Arguments.notNegative(value, "value"), LONGEST_LOOK_UP);
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    static Instant instant(Instant value) {
        Objects.requireNonNull(value, "value");
        Instant late = value.isAfter(LAST) ? LAST : value;
        return late.isBefore(FIRST) ? FIRST : late;
    }

    static List<Integer> numbers(List<Integer> value, String name) {
        return Arguments.copy(value, name).stream().distinct().sorted().toList();
    }
}

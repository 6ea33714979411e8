/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.request.Problem.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects the problems of one request, and contains the checks that all options share. */
final class Problems {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final List<Problem> found = new ArrayList<>();

    List<Problem> found() {
        return found;
    }

    void add(String field, Code code, String message) {
        found.add(Problem.error(field, code, message));
    }

    /** Adds a problem if a required option is missing, and tells whether it is. */
    boolean missing(String field, @Nullable Object value) {
        if (value == null) {
            add(field, Code.REQUIRED, "must not be null");
        }
        return value == null;
    }

    /** The value of an option that was set; one that was set to null is a problem. */
    <T> Optional<T> value(String field, @Nullable Given<T> option) {
        if (option != null) {
            missing(field, option.value());
        }
        return Given.of(option);
    }

    /** Checks what every text has in common, then lets {@code parse} read it. */
    <T> Optional<T> text(String field, @Nullable String given, Function<String, ? extends T> parse) {
        if (given == null || given.isEmpty()) {
            add(field, Code.REQUIRED, "must not be empty");
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(given));
        } catch (IllegalArgumentException wrong) {
            Code code = wrong instanceof Refusal refusal ? refusal.code() : Code.MALFORMED;
            add(field, code, String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    /** Reads a text that need not be set. */
    <T> Optional<T> text(String field, @Nullable Given<String> option, Function<String, ? extends T> parse) {
        return option == null ? Optional.empty() : text(field, option.value(), parse);
    }

    void duration(String field, @Nullable Duration given) {
        if (given == null) {
            missing(field, given);
        } else if (given.compareTo(SHORTEST) < 0 || given.compareTo(LONGEST) > 0) {
            add(field, Code.RANGE, "must be 1 ms to 1 h");
        }
    }

    /** Checks a limit that need not be set. */
    void duration(String field, Optional<Duration> given) {
        if (given.isPresent()) {
            duration(field, given.get());
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A request that cannot be built, or that a probe refuses, with all of its problems. No message repeats a value that could be a secret. */
public final class InvalidRequest extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * Refuses a request.
     *
     * @param problems at least one
     */
    public InvalidRequest(List<Problem> problems) {
        super(Objects.requireNonNull(problems, "problems").stream()
                .map(each -> Objects.requireNonNull(each, "problems").toString())
                .collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /** {@return every problem, at least one} */
    public List<Problem> problems() {
        return problems == null ? List.of() : problems;
    }

    /**
     * One thing that is wrong. A record: where, what and in which words is all that a problem has.
     *
     * @param field   the builder's method, such as {@code host} or {@code envelope.to[2]}
     * @param code    a stable token, such as {@code required}
     * @param message in words, to follow the field's name
     */
    public record Problem(String field, String code, String message) {
        /**
         * Checks that nothing is null.
         *
         * @param field   the builder's method
         * @param code    a stable token
         * @param message in words
         */
        public Problem {
            Objects.requireNonNull(field, "field");
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(message, "message");
        }

        @Override
        public String toString() {
            return field + " " + message;
        }
    }
}

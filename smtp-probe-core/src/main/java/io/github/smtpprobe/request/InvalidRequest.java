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
     * @param field   what it is about: {@code host}, {@code port}, {@code ports}, {@code tls}, {@code credentials.user},
     *                {@code credentials.password}, {@code envelope.from}, {@code envelope.to[2]}, {@code trust} and so on, or the name of a mail
     *                setting; stable
     * @param code    what is wrong, as a stable token: {@code required}, {@code malformed}, {@code range}, {@code too-long},
     *                {@code too-many}, {@code conflict} and so on
     * @param message in words, to follow the field's name; it may repeat a character of what was given, never a secret
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

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.arguments.Arguments;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Thrown for a request that cannot be built, or that a probe refuses. It holds all problems at once. No message repeats a secret. */
public final class InvalidRequest extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * Refuses a request.
     *
     * @param problems at least one
     * @throws IllegalArgumentException if the list is empty
     */
    public InvalidRequest(List<Problem> problems) {
        super(words(Arguments.copy(problems, "problems")));
        this.problems = List.copyOf(problems);
    }

    private static String words(List<Problem> problems) {
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("problems: must hold at least one");
        }
        return problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
    }

    /** {@return every problem, at least one} */
    public List<Problem> problems() {
        return problems == null ? List.of() : problems;
    }

    /** {@return all problems, under {@code problems}, as plain maps and lists for any JSON library} */
    public Map<String, Object> asMap() {
        return Map.of("problems", Problem.asMaps(problems()));
    }
}

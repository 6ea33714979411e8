/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import io.github.smtpprobe.text.kept.Node;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A policy file as a sender reads it: the policy if it is valid, and what is odd or wrong, line by line. What could be read of an
 * invalid policy is available for explanations, although senders ignore it. Immutable and thread-safe.
 */
public final class ParsedPolicy {
    private final Optional<StsPolicy> policy;
    private final Values values;
    private final List<PolicyProblem> problems;

    ParsedPolicy(Optional<StsPolicy> policy, Values values, List<PolicyProblem> problems) {
        this.policy = policy;
        this.values = values;
        this.problems = problems;
    }

    /** The values that could be read; each is empty if it is missing or invalid. */
    record Values(
            Optional<String> version, Optional<PolicyMode> mode, Optional<Duration> maxAge, List<MxPattern> patterns) {}

    /** {@return whether a sender can use it} */
    public boolean valid() {
        return policy.isPresent();
    }

    /** {@return the policy, if it is valid} */
    public Optional<StsPolicy> policy() {
        return policy;
    }

    /** {@return the value of the first {@code version}, safe to show and cut to 120 characters; empty if there is none} */
    public Optional<String> version() {
        return values.version();
    }

    /** {@return the mode; empty if it is missing or invalid} */
    public Optional<PolicyMode> mode() {
        return values.mode();
    }

    /** {@return the {@code max_age}; empty if it is missing or invalid} */
    public Optional<Duration> maxAge() {
        return values.maxAge();
    }

    /** {@return each {@code mx} that can be read, in the order of the file} */
    public List<MxPattern> patterns() {
        return values.patterns();
    }

    /**
     * What is odd or wrong.
     *
     * @return the first 100 problems, in the order of the lines, with missing parts last; further problems still count for
     *     {@link #valid()}
     */
    public List<PolicyProblem> problems() {
        return problems;
    }

    /**
     * Tells whether there is a problem of a kind.
     *
     * @param code the kind
     * @return whether one of {@link #problems()} is of this kind
     */
    public boolean has(PolicyProblem.Code code) {
        Objects.requireNonNull(code, "code");
        return problems.stream().anyMatch(each -> each.code() == code);
    }

    /**
     * {@return a plain map for JSON, with {@code valid}, {@code version}, {@code mode}, {@code maxAge} in seconds, {@code mx} and
     * {@code problems}}
     */
    public Map<String, Object> asMap() {
        return new Node()
                .put("valid", valid())
                .put("version", version())
                .put("mode", mode().map(PolicyMode::token))
                .put("maxAge", maxAge().map(Duration::toSeconds))
                .put("mx", Node.list(patterns(), MxPattern::text))
                .put("problems", Node.list(problems, PolicyProblem::asMap))
                .map();
    }

    private List<Object> parts() {
        return List.of(policy, values, problems);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ParsedPolicy that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** {@return the policy or the problems} */
    @Override
    public String toString() {
        return policy.map(StsPolicy::toString).orElse("invalid") + " " + problems;
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.text.kept.Node;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A valid MTA-STS policy (RFC 8461 §3.2). Immutable and thread-safe; policies with the same content are equal. */
public final class StsPolicy {
    /** The longest {@code max_age}: 31557600 seconds, a year (RFC 8461 §3.2). */
    public static final Duration LONGEST_MAX_AGE = Duration.ofHours(8_766);

    private final PolicyMode mode;
    private final Duration maxAge;
    private final List<MxPattern> patterns;

    private StsPolicy(PolicyMode mode, Duration maxAge, List<MxPattern> patterns) {
        this.mode = mode;
        this.maxAge = maxAge;
        this.patterns = patterns;
    }

    /**
     * Makes a policy.
     *
     * @param mode     what a sender does with an exchanger that fails it
     * @param maxAge   how long a sender caches it, in whole seconds, at most {@link #LONGEST_MAX_AGE}
     * @param patterns the exchangers that it lists; at least one unless the mode is {@link PolicyMode#NONE}
     * @return the policy
     * @throws IllegalArgumentException if such a policy would be invalid
     */
    public static StsPolicy of(PolicyMode mode, Duration maxAge, List<MxPattern> patterns) {
        Objects.requireNonNull(mode, "mode");
        Duration whole =
                Duration.ofSeconds(Arguments.notNegative(maxAge, "maxAge").toSeconds());
        if (whole.compareTo(LONGEST_MAX_AGE) > 0) {
            throw new IllegalArgumentException("maxAge: must be at most a year");
        }
        List<MxPattern> copy = Arguments.copy(patterns, "patterns");
        if (copy.isEmpty() && mode != PolicyMode.NONE) {
            throw new IllegalArgumentException("patterns: at least one is needed unless the mode is none");
        }
        return new StsPolicy(mode, whole, copy);
    }

    /**
     * Reads a policy file as a sender does, in linear time. Invalid files never cause an exception.
     *
     * @param octets the body of the policy host's response
     * @return the policy, or why there is none, and everything that is odd about it
     */
    public static ParsedPolicy parse(byte[] octets) {
        return new PolicyReader(octets).read();
    }

    /** {@return what a sender does with an exchanger that fails it} */
    public PolicyMode mode() {
        return mode;
    }

    /** {@return how long a sender caches it, in whole seconds} */
    public Duration maxAge() {
        return maxAge;
    }

    /** {@return the exchangers that it lists, in the order of the file} */
    public List<MxPattern> patterns() {
        return patterns;
    }

    /**
     * Tells whether an exchanger is listed (RFC 8461 §4.1).
     *
     * @param host the name in the MX record, in any case, with or without a final dot; not the target of an alias
     * @return the first pattern that covers it; empty if none does
     */
    public Optional<MxPattern> lists(String host) {
        String plain = MxPattern.plain(Objects.requireNonNull(host, "host"));
        return patterns.stream().filter(each -> each.coversPlain(plain)).findFirst();
    }

    /**
     * Finds a wildcard that nearly covers an exchanger which is not listed.
     *
     * @param host the name in the MX record
     * @return the first pattern that {@linkplain MxPattern#near(String) nearly} covers it; empty if one covers it, or none nearly does
     */
    public Optional<MxPattern> nearlyLists(String host) {
        String plain = MxPattern.plain(Objects.requireNonNull(host, "host"));
        return patterns.stream().anyMatch(each -> each.coversPlain(plain))
                ? Optional.empty()
                : patterns.stream()
                        .filter(each -> each.nearPlain(plain).isPresent())
                        .findFirst();
    }

    /** {@return a plain map for JSON, with {@code mode}, {@code maxAge} in seconds and {@code mx}} */
    public Map<String, Object> asMap() {
        return new Node()
                .put("mode", mode.token())
                .put("maxAge", maxAge.toSeconds())
                .put("mx", Node.list(patterns, MxPattern::text))
                .map();
    }

    private List<Object> parts() {
        return List.of(mode, maxAge, patterns);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StsPolicy that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** {@return mode, max_age and patterns} */
    @Override
    public String toString() {
        return mode.token() + " " + maxAge.toSeconds() + " s " + patterns;
    }
}

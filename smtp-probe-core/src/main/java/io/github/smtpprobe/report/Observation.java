/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.arguments.Copies;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.ReverseName;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.text.kept.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that a probe has observed, as checks read it, and what it means for the verdict. Immutable and thread-safe; compared
 * by identity.
 */
public final class Observation {
    /** A private copy. */
    private final Builder given;

    private final Decision decision;

    private Observation(Builder given) {
        this.given = given;
        this.decision =
                given.decision.orElseGet(() -> Decision.of(given.request.coverage(), given.resolution, given.attempts));
    }

    /**
     * Begins an observation.
     *
     * @param request    what was asked
     * @param resolution how the target was resolved to routes
     * @return a builder
     */
    public static Builder builder(RequestView request, Resolution resolution) {
        return new Builder(
                Objects.requireNonNull(request, "request"), Objects.requireNonNull(resolution, "resolution"));
    }

    /** {@return what was asked} */
    public RequestView request() {
        return given.request;
    }

    /** {@return how the target was resolved to routes} */
    public Resolution resolution() {
        return given.resolution;
    }

    /** {@return the attempts in order} */
    public List<Attempt> attempts() {
        return given.attempts;
    }

    /** {@return what look-ups about the target found, in order; empty unless some were requested} */
    public List<TargetFact> targetFacts() {
        return given.targetFacts;
    }

    /**
     * Finds the facts of a kind about the target.
     *
     * @param kind such as {@link ReverseName}
     * @param <F>  the kind
     * @return all of them, in order
     */
    public <F extends TargetFact> List<F> targetFacts(Class<F> kind) {
        Objects.requireNonNull(kind, "kind");
        return given.targetFacts.isEmpty()
                ? List.of()
                : given.targetFacts.stream()
                        .filter(kind::isInstance)
                        .map(kind::cast)
                        .toList();
    }

    /**
     * Finds the facts of a kind about the target by the token of the kind.
     *
     * @param kind such as {@code server-reverse-name}, or {@code acme.block-list}
     * @return all of them, in order
     */
    public List<TargetFact> targetFacts(String kind) {
        Objects.requireNonNull(kind, "kind");
        return given.targetFacts.stream()
                .filter(fact -> fact.kind().equals(kind))
                .toList();
    }

    /** {@return when the probe began, by the wall clock} */
    public Instant started() {
        return given.started;
    }

    /** {@return how long the probe took} */
    public Duration took() {
        return given.took;
    }

    /** {@return how a listener failed, in words: its class, what it threw, and where; empty if none failed} */
    public Optional<String> listenerFailure() {
        return given.listenerFailure;
    }

    /** {@return the verdict on the probe} */
    public Verdict verdict() {
        return decision.verdict();
    }

    /** {@return the attempt that decides the verdict; empty if there was none to judge} */
    public Optional<Attempt> decisive() {
        return decision.attempt();
    }

    /** {@return the fact of the decisive attempt that keeps the probe from passing; empty if it passed, or if there was no attempt} */
    public Optional<Fact> decidingFact() {
        return decision.fact();
    }

    /**
     * The attempts that keep the probe from passing. If the first route that works is enough, this is only the decisive attempt;
     * otherwise it is each eligible attempt that did not pass.
     *
     * @return the attempts; empty if the probe passed, or if there was no attempt
     */
    public List<Attempt> against() {
        return decision.against();
    }

    Decision decision() {
        return decision;
    }

    /** Builds an {@link Observation}. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder implements Cloneable {
        private final RequestView request;
        private final Resolution resolution;
        private List<Attempt> attempts = List.of();
        private List<TargetFact> targetFacts = List.of();
        private Instant started = Instant.EPOCH;
        private Duration took = Duration.ZERO;
        private Optional<String> listenerFailure = Optional.empty();
        private Optional<Decision> decision = Optional.empty();

        private Builder(RequestView request, Resolution resolution) {
            this.request = request;
            this.resolution = resolution;
        }

        private Builder copy() {
            return Copies.of(() -> (Builder) clone());
        }

        /**
         * Sets the attempts.
         *
         * @param attempts in the order in which they were made
         * @return this builder
         */
        public Builder attempts(List<Attempt> attempts) {
            this.attempts = Arguments.copy(attempts, "attempts");
            return this;
        }

        /**
         * Sets what look-ups about the target found.
         *
         * @param facts in the order of the look-ups
         * @return this builder
         */
        public Builder targetFacts(List<TargetFact> facts) {
            this.targetFacts = Arguments.copy(facts, "facts");
            return this;
        }

        /**
         * Sets when the probe began.
         *
         * @param started by the wall clock; the epoch if not set
         * @return this builder
         */
        public Builder started(Instant started) {
            this.started = Objects.requireNonNull(started, "started");
            return this;
        }

        /**
         * Sets how long the probe took.
         *
         * @param took zero if not set
         * @return this builder
         */
        public Builder took(Duration took) {
            this.took = Node.told(Arguments.notNegative(took, "took"));
            return this;
        }

        /**
         * Records that a listener failed.
         *
         * @param failure what it did, in words
         * @return this builder
         */
        public Builder listenerFailure(String failure) {
            this.listenerFailure = Optional.of(Objects.requireNonNull(failure, "failure"));
            return this;
        }

        /** Sets a decision that was made earlier. */
        Builder decision(Decision kept) {
            this.decision = Optional.of(kept);
            return this;
        }

        /** {@return the observation} */
        public Observation build() {
            return new Observation(copy());
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.arguments.Copies;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.kept.Node;
import io.github.smtpprobe.transcript.Transcript;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One route, tried with one connection or none. If the servers of a probe sent more than fits into a report, attempts that do not
 * decide the verdict are shortened, and their transcripts mark where lines are missing. Immutable and thread-safe. Attempts are
 * compared by identity; to compare their contents, use {@link #asMap()}.
 */
public final class Attempt {
    /** A private copy. */
    private final Builder given;

    private final FactIndex index;
    private final FactReader read;

    private Attempt(Builder given) {
        this.given = given;
        this.index = new FactIndex(given.facts);
        this.read = new FactReader(given.route.mode(), given.purpose, index);
    }

    /**
     * Begins an attempt.
     *
     * @param route   where to
     * @param purpose why
     * @return a builder
     */
    public static Builder builder(Route route, Purpose purpose) {
        return new Builder(Objects.requireNonNull(route, "route"), Objects.requireNonNull(purpose, "purpose"));
    }

    /** {@return a builder with all the values of this attempt} */
    public Builder toBuilder() {
        return given.copy();
    }

    /** {@return its index in the report, counted from 0} */
    public int index() {
        return given.index;
    }

    /** {@return the route that was tried} */
    public Route route() {
        return given.route;
    }

    /** {@return why it was made} */
    public Purpose purpose() {
        return given.purpose;
    }

    /** {@return what happened, in the order in which it went over the wire} */
    public List<Fact> facts() {
        return given.facts;
    }

    /** {@return what was sent and received} */
    public Transcript transcript() {
        return given.transcript;
    }

    /** {@return how long it took} */
    public Duration took() {
        return given.took;
    }

    /**
     * When the attempt began, if this probe made it. An attempt that began before the end of another one, as a second look does,
     * ran in parallel with it.
     *
     * @return the time since the start of the probe; empty if there was no connection, in a pasted text, and if the attempt was
     *     made for another target
     */
    public Optional<Duration> began() {
        return given.age == null ? Optional.ofNullable(given.began) : Optional.empty();
    }

    /**
     * How long ago the attempt was made, if it was made for another target of a batch that asks the same server the same
     * questions.
     *
     * @return its age when this probe reused it; empty if this probe made it itself
     */
    public Optional<Duration> age() {
        return Optional.ofNullable(given.age);
    }

    /**
     * How much is missing from the attempt.
     *
     * @return how many octets of facts and transcript were left out to keep the report small, counted as they would be shown; 0
     *     for nearly every attempt
     */
    public int leftOut() {
        return given.leftOut;
    }

    /**
     * The last fact of a kind. If EHLO was sent twice, this is the one that counts.
     *
     * @param kind a kind of fact
     * @param <F>  the kind
     * @return the fact, if there is one
     */
    public <F extends Fact> Optional<F> fact(Class<F> kind) {
        return index.last(Objects.requireNonNull(kind, "kind"));
    }

    /**
     * All facts of a kind.
     *
     * @param kind a kind of fact
     * @param <F>  the kind
     * @return the facts in order; may be empty
     */
    public <F extends Fact> List<F> facts(Class<F> kind) {
        return index.all(Objects.requireNonNull(kind, "kind"));
    }

    /**
     * The state of a step, for a page with one row per step. If a step was taken more than once, an occurrence that keeps the
     * attempt from passing counts, otherwise the last one: of two recipients the refused one, of EHLO and HELO the accepted one.
     * The name look-up is not part of an attempt but of {@link ProbeReport#resolution()}, so {@link Stage#RESOLVE} is always
     * {@link Fact.State#NOT_ASKED}.
     *
     * <p>A step that was asked for and not taken is {@link Fact.State#SKIPPED} here, whatever the consequences; if the verdict of
     * the whole probe rests on that step, {@link ProbeReport#state} says {@link Fact.State#FAILED} instead.
     *
     * @param stage a step
     * @return how the step ended; {@link Fact.State#NOT_ASKED} if there is no fact about it
     */
    public Fact.State state(Stage stage) {
        return read.state(Objects.requireNonNull(stage, "stage"));
    }

    /** {@return the facts that keep this attempt from passing, in order} */
    public List<Fact> failures() {
        return read.failures();
    }

    /**
     * {@return the decisive one of the facts that keep this attempt from passing: the first permanent failure, otherwise the
     * first failure}
     */
    public Optional<Fact> decidingFact() {
        return read.deciding();
    }

    /**
     * Tells whether a fact merely follows from an earlier one: its step was skipped because an earlier one failed, or it is a
     * RCPT that was sent together with a MAIL that failed.
     *
     * @param fact a fact of this attempt
     * @return whether it merely follows from another fact
     */
    public boolean follows(Fact fact) {
        return read.follows(Objects.requireNonNull(fact, "fact"));
    }

    /** {@return the verdict on this attempt alone} */
    public Verdict verdict() {
        return given.verdict == null ? read.verdict() : given.verdict;
    }

    /** {@return whether everything that was asked for worked on this route} */
    public boolean passed() {
        return verdict() == Verdict.PASSED;
    }

    /** {@return plain maps, lists, strings, numbers and booleans, as in {@link ProbeReport#asMap()}} */
    public Map<String, Object> asMap() {
        return ReportMap.attempt(this);
    }

    /** {@return whether a server talked SMTP to us: a 220 greeting and an accepted EHLO or HELO} */
    public boolean conversed() {
        return index.lastSucceeded(Greeting.class) && index.anySucceeded(Ehlo.class);
    }

    /** {@return index, route, purpose and verdict on one line} */
    @Override
    public String toString() {
        return "attempt " + index() + ": " + route() + " " + purpose() + " " + verdict();
    }

    /** Builds an {@link Attempt}. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder implements Cloneable {
        private final Route route;
        private final Purpose purpose;
        private int index;
        private List<Fact> facts = List.of();
        private Transcript transcript = Transcript.EMPTY;
        private Duration took = Duration.ZERO;
        private @Nullable Duration began;
        private int leftOut;
        private @Nullable Duration age;
        private @Nullable Verdict verdict;

        private Builder(Route route, Purpose purpose) {
            this.route = route;
            this.purpose = purpose;
        }

        private Builder copy() {
            return Copies.of(() -> (Builder) clone());
        }

        /**
         * Sets the index in the report.
         *
         * @param index counted from 0
         * @return this builder
         */
        public Builder index(int index) {
            this.index = Arguments.notNegative(index, "index");
            return this;
        }

        /**
         * Sets what happened.
         *
         * @param facts in the order of the wire
         * @return this builder
         */
        public Builder facts(List<? extends Fact> facts) {
            this.facts = Arguments.copy(facts, "facts");
            return this;
        }

        /**
         * Sets the transcript.
         *
         * @param transcript the transcript of the connection
         * @return this builder
         */
        public Builder transcript(Transcript transcript) {
            this.transcript = Objects.requireNonNull(transcript, "transcript");
            return this;
        }

        /**
         * Sets how long it took.
         *
         * @param took the time from the first step to the last
         * @return this builder
         */
        public Builder took(Duration took) {
            this.took = Node.told(Arguments.notNegative(took, "took"));
            return this;
        }

        /**
         * Sets when the attempt began.
         *
         * @param began the time since the start of the probe; unknown if not set
         * @return this builder
         */
        public Builder began(Duration began) {
            this.began = Node.told(Arguments.notNegative(began, "began"));
            return this;
        }

        /**
         * Sets how much is missing.
         *
         * @param octets how many octets were left out, counted as they would be shown
         * @return this builder
         */
        public Builder leftOut(int octets) {
            this.leftOut = Arguments.notNegative(octets, "octets");
            return this;
        }

        /**
         * Marks the attempt as made earlier for another target.
         *
         * @param age how long before this probe reused it
         * @return this builder
         */
        public Builder age(Duration age) {
            this.age = Arguments.notNegative(age, "age");
            return this;
        }

        /** Sets a verdict that was reached earlier, even if this release would judge the facts differently. */
        Builder judged(Verdict verdict) {
            this.verdict = verdict;
            return this;
        }

        /** {@return the attempt} */
        public Attempt build() {
            return new Attempt(copy());
        }
    }
}

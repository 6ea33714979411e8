/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Arguments;
import io.github.smtpprobe.text.Node;
import io.github.smtpprobe.transcript.Transcript;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One route, tried with one connection or none. Where the servers of a probe talked so much that it would not fit into a report,
 * attempts that do not decide are shortened: their transcripts have marks where lines are missing. Immutable and thread-safe.
 * Attempts are told apart by identity; {@link ProbeReport#asMap()} is what can be compared.
 */
public final class Attempt {
    /** A copy that nobody else has. */
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

    /** {@return a builder with all that this has} */
    public Builder toBuilder() {
        return given.copy();
    }

    /** {@return its place in the report, from 0} */
    public int index() {
        return given.index;
    }

    /** {@return where to} */
    public Route route() {
        return given.route;
    }

    /** {@return why it was made} */
    public Purpose purpose() {
        return given.purpose;
    }

    /** {@return what happened, in the order of the wire} */
    public List<Fact> facts() {
        return given.facts;
    }

    /** {@return what was said} */
    public Transcript transcript() {
        return given.transcript;
    }

    /** {@return how long it took} */
    public Duration took() {
        return given.took;
    }

    /**
     * When it began, where this probe made it: one that began before another one's end, as a second look does, went on beside it.
     *
     * @return the time from the beginning of the probe; empty where nothing was connected to, in a pasted text, and where it was made for
     *     another target
     */
    public Optional<Duration> began() {
        return given.age == null ? Optional.ofNullable(given.began) : Optional.empty();
    }

    /**
     * How long ago it was made, where it was made for another target of a batch that has the same server and asks the same questions.
     *
     * @return its age when this probe took it over; empty if this probe made it itself
     */
    public Optional<Duration> age() {
        return Optional.ofNullable(given.age);
    }

    /**
     * How much is missing.
     *
     * @return how many octets the probe's budget left out of facts and transcript, counted as they would be shown; 0 for nearly
     *     every attempt there is
     */
    public int leftOut() {
        return given.leftOut;
    }

    /**
     * The last fact of a kind: of two EHLO the one that counts.
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
     * @return the facts in order, may be empty
     */
    public <F extends Fact> List<F> facts(Class<F> kind) {
        return index.all(Objects.requireNonNull(kind, "kind"));
    }

    /**
     * What a page with a row for each step shows in that row. Where a step was taken more than once, what keeps the attempt from
     * passing counts, else the last time: of two recipients the refused one, of EHLO and HELO the one that was accepted. How the
     * name was looked up is in {@link ProbeReport#resolution()}, so {@link Stage#RESOLVE} was not asked of an attempt.
     *
     * <p>A step that was wanted and not taken is {@link Fact.State#SKIPPED} here, whatever follows from that; at the step that the
     * verdict of the whole probe rests on, {@link ProbeReport#state} says {@link Fact.State#FAILED} instead.
     *
     * @param stage a step
     * @return how it ended; {@link Fact.State#NOT_ASKED} if there is no fact of it
     */
    public Fact.State state(Stage stage) {
        return read.state(Objects.requireNonNull(stage, "stage"));
    }

    /** {@return the facts that keep this attempt from passing, in their order} */
    public List<Fact> failures() {
        return read.failures();
    }

    /** {@return of the facts that keep this attempt from passing the one that decides: the first that will last, else the first of all} */
    public Optional<Fact> decidingFact() {
        return read.deciding();
    }

    /**
     * Tells whether a fact says no more than one before it: the step was left out because that one failed, or it is a RCPT behind a MAIL
     * that failed, which was sent together with it.
     *
     * @param fact of this attempt
     * @return whether it only follows from another
     */
    public boolean follows(Fact fact) {
        return read.follows(Objects.requireNonNull(fact, "fact"));
    }

    /** {@return the verdict on this attempt alone} */
    public Verdict verdict() {
        return given.verdict == null ? read.verdict() : given.verdict;
    }

    /** {@return whether everything that was asked worked on this route} */
    public boolean passed() {
        return verdict() == Verdict.PASSED;
    }

    /** {@return plain maps, lists, strings, numbers and booleans, as in {@link ProbeReport#asMap()}} */
    public Map<String, Object> asMap() {
        return ReportMap.attempt(this);
    }

    /** {@return whether a server talked SMTP with us: a 220 greeting and an accepted EHLO or HELO} */
    public boolean conversed() {
        return index.lastSucceeded(Greeting.class) && index.anySucceeded(Ehlo.class);
    }

    /** {@return place, route, purpose and verdict on one line} */
    @Override
    public String toString() {
        return "attempt " + index() + ": " + route() + " " + purpose() + " " + verdict();
    }

    /** Collects what belongs to an attempt. Not thread-safe; may be used again after {@link #build()}. */
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
            try {
                return (Builder) clone();
            } catch (CloneNotSupportedException impossible) {
                throw new AssertionError(impossible);
            }
        }

        /**
         * Sets its place.
         *
         * @param index in the report, from 0
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
         * Sets what was said.
         *
         * @param transcript of the connection
         * @return this builder
         */
        public Builder transcript(Transcript transcript) {
            this.transcript = Objects.requireNonNull(transcript, "transcript");
            return this;
        }

        /**
         * Sets how long it took.
         *
         * @param took from the first step to the last
         * @return this builder
         */
        public Builder took(Duration took) {
            this.took = Node.told(Arguments.notNegative(took, "took"));
            return this;
        }

        /**
         * Sets when it began.
         *
         * @param began from the beginning of the probe; not known if it is not set
         * @return this builder
         */
        public Builder began(Duration began) {
            this.began = Node.told(Arguments.notNegative(began, "began"));
            return this;
        }

        /**
         * Sets how much is missing.
         *
         * @param octets that the probe's budget left out, as they would be shown
         * @return this builder
         */
        public Builder leftOut(int octets) {
            this.leftOut = Arguments.notNegative(octets, "octets");
            return this;
        }

        /**
         * Says that it was made for another target before.
         *
         * @param age how long before this probe took it over
         * @return this builder
         */
        public Builder age(Duration age) {
            this.age = Arguments.notNegative(age, "age");
            return this;
        }

        /** Takes what was judged once, whatever this release would make of the facts. */
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

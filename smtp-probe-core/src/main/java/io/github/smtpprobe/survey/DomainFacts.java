/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.arguments.Copies;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RootValidation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Everything that a survey has seen, before it is judged. Immutable and thread-safe; compared by identity. */
public final class DomainFacts {
    private final Builder given;

    private DomainFacts(Builder given) {
        this.given = given;
    }

    /**
     * Begins the facts.
     *
     * @param survey what was asked
     * @param mx     the answer to the domain's MX question
     * @return a builder
     */
    public static Builder builder(DomainSurvey survey, DnsAnswer mx) {
        return new Builder(Objects.requireNonNull(survey, "survey"), Objects.requireNonNull(mx, "mx"));
    }

    /** {@return a builder with all the values of these facts} */
    public Builder toBuilder() {
        return given.copy();
    }

    /** {@return what was asked} */
    public DomainSurvey survey() {
        return given.survey;
    }

    /** {@return when the survey began} */
    public Instant started() {
        return given.started;
    }

    /** {@return how long it took} */
    public Duration took() {
        return given.took;
    }

    /** {@return whether it was cancelled} */
    public boolean cancelled() {
        return given.cancelled;
    }

    /**
     * {@return whether DNSSEC validation works at all with this resolver, these anchors and this clock; empty if DNSSEC was not
     * asked for}
     */
    public Optional<RootValidation> rootValidation() {
        return given.rootValidation;
    }

    /** {@return the answer to the domain's MX question} */
    public DnsAnswer mx() {
        return given.mx;
    }

    /** {@return whether the domain says that it accepts no mail: it has a null MX, perhaps repeated, and no other MX (RFC 7505)} */
    public boolean nullMx() {
        return !given.mx.records().isEmpty()
                && given.mx.records().stream()
                        .allMatch(each -> each.target().filter("."::equals).isPresent());
    }

    /** {@return the exchangers, in the order in which senders try them} */
    public List<SurveyedExchanger> exchangers() {
        return given.exchangers;
    }

    /** {@return what was seen of MTA-STS; empty if it was not asked for} */
    public Optional<MtaStsFacts> mtaSts() {
        return given.mtaSts;
    }

    /** {@return what was seen of TLS reporting; empty if it was not asked for} */
    public Optional<TlsRptFacts> tlsRpt() {
        return given.tlsRpt;
    }

    /** {@return what look-ups about the domain found, beginning with the reverse names of the exchangers' addresses} */
    public List<TargetFact> targetFacts() {
        return given.targetFacts;
    }

    /**
     * Finds the facts of a kind about the domain.
     *
     * @param kind such as {@link io.github.smtpprobe.fact.ReverseName}
     * @param <F>  the kind
     * @return all of them, in order
     */
    public <F extends TargetFact> List<F> targetFacts(Class<F> kind) {
        Objects.requireNonNull(kind, "kind");
        return given.targetFacts.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** {@return every look-up, in the order in which they were made} */
    public List<DnsAnswer> lookUps() {
        return given.lookUps;
    }

    /** {@return the questions that only the application's own look-ups asked; reports for strangers leave them out} */
    public Set<Question> askedByApplication() {
        return given.askedByApplication;
    }

    /** {@return the answers of the individual name servers to one question, if they differ, or some have none; empty if they agree or were not compared} */
    public List<DnsAnswer> differing() {
        return given.differing;
    }

    /** {@return how many questions were sent to name servers} */
    public int queries() {
        return given.queries;
    }

    /** Builds {@link DomainFacts}. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder implements Cloneable {
        private final DomainSurvey survey;
        private final DnsAnswer mx;
        private Instant started = Instant.EPOCH;
        private Duration took = Duration.ZERO;
        private boolean cancelled;
        private Optional<RootValidation> rootValidation = Optional.empty();
        private List<SurveyedExchanger> exchangers = List.of();
        private Optional<MtaStsFacts> mtaSts = Optional.empty();
        private Optional<TlsRptFacts> tlsRpt = Optional.empty();
        private List<TargetFact> targetFacts = List.of();
        private List<DnsAnswer> lookUps = List.of();
        private Set<Question> askedByApplication = Set.of();
        private List<DnsAnswer> differing = List.of();
        private int queries;

        private Builder(DomainSurvey survey, DnsAnswer mx) {
            this.survey = survey;
            this.mx = mx;
        }

        /**
         * Sets when the survey began and how long it took.
         *
         * @param from when it began
         * @param time that it took
         * @return this builder
         */
        public Builder during(Instant from, Duration time) {
            this.started = Objects.requireNonNull(from, "from");
            this.took = Arguments.notNegative(time, "time");
            return this;
        }

        /**
         * Says whether it was cancelled.
         *
         * @param whether false if not set
         * @return this builder
         */
        public Builder cancelled(boolean whether) {
            this.cancelled = whether;
            return this;
        }

        /**
         * Sets whether DNSSEC validation works at all.
         *
         * @param found the result of the check of the root zone
         * @return this builder
         */
        public Builder rootValidation(RootValidation found) {
            this.rootValidation = Optional.of(Objects.requireNonNull(found, "found"));
            return this;
        }

        /**
         * Sets the exchangers.
         *
         * @param found in the order in which senders try them
         * @return this builder
         */
        public Builder exchangers(List<SurveyedExchanger> found) {
            this.exchangers = Arguments.copy(found, "found");
            return this;
        }

        /**
         * Sets what was seen of MTA-STS.
         *
         * @param found the facts
         * @return this builder
         */
        public Builder mtaSts(MtaStsFacts found) {
            this.mtaSts = Optional.of(Objects.requireNonNull(found, "found"));
            return this;
        }

        /**
         * Sets what was seen of TLS reporting.
         *
         * @param found the facts
         * @return this builder
         */
        public Builder tlsRpt(TlsRptFacts found) {
            this.tlsRpt = Optional.of(Objects.requireNonNull(found, "found"));
            return this;
        }

        /**
         * Sets what look-ups about the domain found.
         *
         * @param found in order
         * @return this builder
         */
        public Builder targetFacts(List<TargetFact> found) {
            this.targetFacts = Arguments.copy(found, "found");
            return this;
        }

        /**
         * Sets every look-up.
         *
         * @param answers in the order in which they were asked for
         * @param sent    how many questions were sent for them
         * @return this builder
         */
        public Builder lookUps(List<DnsAnswer> answers, int sent) {
            this.lookUps = Arguments.copy(answers, "answers");
            this.queries = Arguments.notNegative(sent, "sent");
            return this;
        }

        /**
         * Sets the questions that only the application's own look-ups asked.
         *
         * @param questions empty if not set
         * @return this builder
         */
        public Builder askedByApplication(Set<Question> questions) {
            this.askedByApplication = Set.copyOf(Objects.requireNonNull(questions, "questions"));
            return this;
        }

        /**
         * Sets differing answers of the individual name servers.
         *
         * @param answers the answers to one question
         * @return this builder
         */
        public Builder differing(List<DnsAnswer> answers) {
            this.differing = Arguments.copy(answers, "answers");
            return this;
        }

        /** {@return the facts} */
        public DomainFacts build() {
            return new DomainFacts(copy());
        }

        private Builder copy() {
            return Copies.of(() -> (Builder) clone());
        }
    }
}

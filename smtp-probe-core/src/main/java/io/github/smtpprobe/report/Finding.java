/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.arguments.DottedId;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.text.kept.Node;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** A judgement on what was observed. Immutable and thread-safe; findings with the same content are equal. */
public final class Finding {
    /** A private copy. */
    private final Builder given;

    private Finding(Builder given) {
        this.given = given;
    }

    /**
     * Begins a finding.
     *
     * @param id a stable id of the form {@code area.kebab-name}. An application's own ids have two to four parts separated by
     *           dots and begin with a name of its own, such as {@code acme.too-slow}, since the other areas belong to the
     *           library: a check that returns one of those is reported as faulty
     * @return a builder
     * @throws IllegalArgumentException if it contains anything but the letters a to z, digits, hyphens and at most three dots
     */
    public static Builder builder(String id) {
        if (!DottedId.wellFormed(Objects.requireNonNull(id, "id"))) {
            throw new IllegalArgumentException("id: an id looks like acme.too-slow, not " + Printable.quoted(id));
        }
        return new Builder(id);
    }

    /** {@return a builder with all the values of this finding} */
    public Builder toBuilder() {
        return given.copy();
    }

    /** {@return its stable id, {@code area.kebab-name}} */
    public String id() {
        return given.id;
    }

    /**
     * What the finding is about, in words that stay the same from probe to probe: the server with its port
     * ({@code mx.example.com:25}), perhaps followed by the recipient; an exchanger; the kind of a look-up; or the target.
     *
     * @return the subject; empty if it is unknown, as in many pasted texts, or was not set
     */
    public String subject() {
        return given.subject;
    }

    /**
     * A key that identifies the same finding in other reports on the same target, such as last night's: its id and its subject,
     * for example {@code tcp.refused mx.example.com:25}. It contains no text, count, time or code, and no address from DNS unless
     * the finding is about that address. Several findings of one report may therefore share a key, as for two addresses of one
     * server: compare the sets of keys. Reports on different targets may share keys, too.
     *
     * <p>If a key of last night is missing tonight, its problem is solved only if its step was reached: if
     * {@link ProbeReport#state} says {@link io.github.smtpprobe.fact.Fact.State#SKIPPED} or
     * {@link io.github.smtpprobe.fact.Fact.State#NOT_ASKED} for the finding's {@link #stage()}, tonight's report cannot tell.
     *
     * @return the key; within a schema version it changes only if the finding gets another id
     */
    public String key() {
        return given.subject.isEmpty() ? given.id : given.id + " " + given.subject;
    }

    /** {@return how bad it is} */
    public Severity severity() {
        return given.severity;
    }

    /** {@return how certain it is} */
    public Confidence confidence() {
        return given.confidence;
    }

    /** {@return who can act on it} */
    public Actor actor() {
        return given.actor;
    }

    /** {@return one sentence with the concrete values} */
    public String summary() {
        return given.summary.toString();
    }

    /** {@return why it is so} */
    public String explanation() {
        return given.explanation.toString();
    }

    /** {@return what to do} */
    public String remedy() {
        return given.remedy.toString();
    }

    /** {@return the document that it is based on, such as {@code RFC 5321 §4.2.1}; may be empty} */
    public String reference() {
        return given.reference;
    }

    /** {@return the index of the attempt that it is about; empty if it is about the whole probe} */
    public OptionalInt attempt() {
        return given.attempt;
    }

    /** {@return the step that it is about, such as {@link Stage#TLS}; empty if it is about none, or about several} */
    public Optional<Stage> stage() {
        return given.stage;
    }

    /** {@return the evidence: lines of the transcript, replies, facts in words} */
    public List<String> evidence() {
        return given.evidence;
    }

    /** {@return the id of the finding that it follows from; empty for a cause, and for a finding that stands alone} */
    public Optional<String> consequenceOf() {
        return given.consequenceOf.isEmpty() ? Optional.empty() : Optional.of(given.consequenceOf);
    }

    /** An upper bound for the octets of its sentences, found without composing them. */
    long mostOctets() {
        return given.most();
    }

    private List<Object> parts() {
        return List.of(
                given.id,
                given.subject,
                given.severity,
                given.confidence,
                given.actor,
                summary(),
                explanation(),
                remedy(),
                given.reference,
                given.attempt,
                given.stage,
                given.evidence,
                given.consequenceOf);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Finding that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** {@return plain maps, lists, strings, numbers and booleans, as in {@link ProbeReport#asMap()}} */
    public Map<String, Object> asMap() {
        return new Node()
                .put("id", id())
                .put("key", key())
                .text("subject", subject())
                .put("severity", severity().token())
                .put("confidence", confidence().token())
                .put("actor", actor().token())
                .put("summary", summary())
                .text("explanation", explanation())
                .text("remedy", remedy())
                .text("reference", reference())
                .put("attempt", attempt())
                .put("stage", stage().map(Stage::token))
                .put("evidence", evidence())
                .put("consequenceOf", consequenceOf())
                .map();
    }

    /** {@return severity, id and summary on one line} */
    @Override
    public String toString() {
        return severity() + " " + id() + ": " + summary();
    }

    /** Builds a {@link Finding}. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder extends FindingTexts<Builder> {
        private final String id;
        private Severity severity = Severity.WARNING;
        private Confidence confidence = Confidence.CERTAIN;
        private Actor actor = Actor.YOU;
        private OptionalInt attempt = OptionalInt.empty();
        private Optional<Stage> stage = Optional.empty();
        private List<String> evidence = List.of();
        private String consequenceOf = "";

        private Builder(String id) {
            this.id = id;
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Sets how bad it is.
         *
         * @param severity the severity; {@link Severity#WARNING} if not set
         * @return this builder
         */
        public Builder severity(Severity severity) {
            this.severity = Objects.requireNonNull(severity, "severity");
            return this;
        }

        /**
         * Sets how certain it is.
         *
         * @param confidence the confidence; {@link Confidence#CERTAIN} if not set
         * @return this builder
         */
        public Builder confidence(Confidence confidence) {
            this.confidence = Objects.requireNonNull(confidence, "confidence");
            return this;
        }

        /**
         * Sets who can act on it.
         *
         * @param actor the actor; {@link Actor#YOU} if not set
         * @return this builder
         */
        public Builder actor(Actor actor) {
            this.actor = Objects.requireNonNull(actor, "actor");
            return this;
        }

        /**
         * Sets the attempt that it is about; if not set, it is about the whole probe.
         *
         * @param index the attempt's index in the report, counted from 0
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder attempt(int index) {
            this.attempt = OptionalInt.of(Arguments.notNegative(index, "index"));
            return this;
        }

        /**
         * Sets the step that it is about.
         *
         * @param stage the step; about no single step if not set
         * @return this builder
         */
        public Builder stage(Stage stage) {
            this.stage = Optional.of(Objects.requireNonNull(stage, "stage"));
            return this;
        }

        /**
         * Sets the evidence.
         *
         * @param evidence lines of the transcript, replies, facts in words; empty if not set
         * @return this builder
         */
        public Builder evidence(List<String> evidence) {
            this.evidence = Arguments.copy(evidence, "evidence");
            return this;
        }

        /**
         * Sets the finding that it follows from. A report keeps this only if it contains that finding.
         *
         * @param id the id of the cause; empty, the default, for a finding that stands alone
         * @return this builder
         */
        public Builder consequenceOf(String id) {
            this.consequenceOf = Objects.requireNonNull(id, "id");
            return this;
        }

        /**
         * Makes the finding.
         *
         * @return the finding
         * @throws IllegalStateException if it has no summary
         */
        public Finding build() {
            if (summary instanceof String text && text.isBlank()) {
                throw new IllegalStateException("summary: must be set to a sentence that says what was found");
            }
            return new Finding(copy());
        }
    }
}

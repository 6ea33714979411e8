/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Arguments;
import io.github.smtpprobe.text.DottedId;
import io.github.smtpprobe.text.Node;
import io.github.smtpprobe.text.Printable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** A judgement on what was observed. Immutable and thread-safe; two with the same content are equal. */
public final class Finding {
    /** A copy that nobody else has. */
    private final Builder given;

    private Finding(Builder given) {
        this.given = given;
    }

    /**
     * Begins a finding.
     *
     * @param id stable, {@code area.kebab-name}; an application's own has two to four words between dots, the first one a name of its
     *           own, such as {@code acme.too-slow}, since the areas are the library's: a probe reports a check that returns another one
     * @return a builder
     * @throws IllegalArgumentException if it has anything but the letters a to z, digits, hyphens and at most three dots
     */
    public static Builder builder(String id) {
        if (!DottedId.wellFormed(Objects.requireNonNull(id, "id"))) {
            throw new IllegalArgumentException("id: an id looks like acme.too-slow, not " + Printable.quoted(id));
        }
        return new Builder(id);
    }

    /** {@return a builder with all that this has} */
    public Builder toBuilder() {
        return given.copy();
    }

    /** {@return its stable id, {@code area.kebab-name}} */
    public String id() {
        return given.id;
    }

    /**
     * What it is about, in words that stay the same from probe to probe: the server with its port ({@code mx.example.com:25}), the
     * recipient behind it, an exchanger, the kind of a look-up, or the target.
     *
     * @return the subject; empty where nothing is known of it, as in many pasted texts, or where nobody has set it
     */
    public String subject() {
        return given.subject;
    }

    /**
     * By what this finding is found again in another report on the same target, such as last night's: its id and its subject, such
     * as {@code tcp.refused mx.example.com:25}. It holds no text, count, time or code, and no address that DNS gave, except where
     * the finding is about that address. So two findings of one report may share a key, as two addresses of one server do: compare
     * the sets of keys. Reports on two targets may share keys too.
     *
     * <p>A key that is missing tonight is gone only if its step was reached: where {@link #stage()} has a step of which
     * {@link ProbeReport#state} says {@link io.github.smtpprobe.fact.Fact.State#SKIPPED} or
     * {@link io.github.smtpprobe.fact.Fact.State#NOT_ASKED} tonight, nobody knows.
     *
     * @return the key; within a version of the schema it changes only where a finding gets another id
     */
    public String key() {
        return given.subject.isEmpty() ? given.id : given.id + " " + given.subject;
    }

    /** {@return how bad it is} */
    public Severity severity() {
        return given.severity;
    }

    /** {@return how sure it is} */
    public Confidence confidence() {
        return given.confidence;
    }

    /** {@return who can do something about it} */
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

    /** {@return the document that says so, such as {@code RFC 5321 §4.2.1}; may be empty} */
    public String reference() {
        return given.reference;
    }

    /** {@return the index of the attempt that it is about; empty for the whole probe} */
    public OptionalInt attempt() {
        return given.attempt;
    }

    /** {@return the step that it is about, such as {@link Stage#TLS}; empty where it is about none, or more than one} */
    public Optional<Stage> stage() {
        return given.stage;
    }

    /** {@return what it rests on: lines of the transcript, replies, facts in words} */
    public List<String> evidence() {
        return given.evidence;
    }

    /** {@return the id of the finding that it follows from; empty for causes and for what stands alone} */
    public Optional<String> consequenceOf() {
        return Optional.of(given.consequenceOf).filter(cause -> !cause.isEmpty());
    }

    /** How many octets its sentences have at most, none of which is made for that. */
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

    /** Collects what a finding says. Not thread-safe; may be used again after {@link #build()}. */
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
         * @param severity {@link Severity#WARNING} if it is not set
         * @return this builder
         */
        public Builder severity(Severity severity) {
            this.severity = Objects.requireNonNull(severity, "severity");
            return this;
        }

        /**
         * Sets how sure it is.
         *
         * @param confidence {@link Confidence#CERTAIN} if it is not set
         * @return this builder
         */
        public Builder confidence(Confidence confidence) {
            this.confidence = Objects.requireNonNull(confidence, "confidence");
            return this;
        }

        /**
         * Sets who can do something about it.
         *
         * @param actor {@link Actor#YOU} if it is not set
         * @return this builder
         */
        public Builder actor(Actor actor) {
            this.actor = Objects.requireNonNull(actor, "actor");
            return this;
        }

        /**
         * Sets the attempt that it is about; without one it is about the whole probe.
         *
         * @param index the attempt's place in the report, from 0
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
         * @param stage as facts have it; of no step if it is not set
         * @return this builder
         */
        public Builder stage(Stage stage) {
            this.stage = Optional.of(Objects.requireNonNull(stage, "stage"));
            return this;
        }

        /**
         * Sets what it rests on.
         *
         * @param evidence lines of the transcript, replies, facts in words; none if it is not set
         * @return this builder
         */
        public Builder evidence(List<String> evidence) {
            this.evidence = Arguments.copy(evidence, "evidence");
            return this;
        }

        /**
         * Sets the finding that it follows from. A report keeps this where it holds that finding.
         *
         * @param id of the cause; empty, as at first, for what stands alone
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
                throw new IllegalStateException("summary: a finding says in a sentence what was found");
            }
            return new Finding(copy());
        }
    }
}

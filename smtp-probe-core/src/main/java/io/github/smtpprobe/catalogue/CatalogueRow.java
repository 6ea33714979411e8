/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Confidence;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.smtp.ReplyCode;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Printable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A meaning of the application's own, for {@link ReplyCatalogue#with}: which replies to one command are meant, and what they
 * mean. Immutable and thread-safe; told apart by identity.
 */
public final class CatalogueRow {
    /** A copy that nobody else has. */
    private final Builder given;

    private CatalogueRow(Builder given) {
        this.given = given;
    }

    /**
     * Begins a row.
     *
     * @param id    of the finding, such as {@code acme.guest-list}
     * @param stage the command that was answered
     * @return a builder
     * @throws IllegalArgumentException if it is no id of a finding
     */
    public static Builder builder(String id, Stage stage) {
        Finding.builder(id); // refuses what is no id
        return new Builder(id, Objects.requireNonNull(stage, "stage"));
    }

    /** As a row of the table: it holds whatever else is known. */
    Row row() {
        Set<Stage> stages = Set.of(given.stage);
        Map<String, String> texts = Map.of(
                "says",
                "{host} answered {stage}.",
                "why",
                Printable.clean(given.explanation),
                "do",
                Printable.clean(given.remedy),
                "source",
                Meanings.OWN);
        return new Row(
                new Meaning(given.id, stages, texts, given.actor, given.confidence),
                new Row.Conditions(stages, "any", List.of(), Set.of(), Optional.empty()),
                new Row.Evidence(given.words, List.of(), List.of(), List.of(), List.of(), given.codes),
                Set.of());
    }

    /** {@return the id} */
    @Override
    public String toString() {
        return given.id;
    }

    /** Collects what belongs to a row. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder implements Cloneable {
        private final String id;
        private final Stage stage;
        private List<Phrase> words = List.of();
        private List<Row.Code> codes = List.of();
        private String explanation = "";
        private String remedy = "";
        private Actor actor = Actor.YOU;
        private Confidence confidence = Confidence.LIKELY;

        private Builder(String id, Stage stage) {
            this.id = id;
            this.stage = stage;
        }

        private Builder copy() {
            try {
                return (Builder) clone();
            } catch (CloneNotSupportedException impossible) {
                throw new AssertionError(impossible);
            }
        }

        /**
         * Sets the reply code that is meant. Of code and words, one is enough.
         *
         * @param code 200 to 599
         * @return this builder
         * @throws IllegalArgumentException if it is outside of that
         */
        public Builder code(int code) {
            this.codes = List.of(new Row.Code(Set.of(stage), Integer.toString(new ReplyCode(code).value())));
            return this;
        }

        /**
         * Sets the words that are meant. Of code and words, one is enough.
         *
         * @param words words in a row, such as {@code not on the guest list}; a star at the end of a word stands for any ending, a
         *              tilde for up to four words
         * @return this builder
         * @throws IllegalArgumentException if there is none, or they begin with a tilde, or with a star behind fewer than three
         *     letters
         */
        public Builder words(String words) {
            if (Objects.requireNonNull(words, "words").isBlank()) {
                throw new IllegalArgumentException("words: there is none");
            }
            this.words = List.of(Phrase.of(ReplyWords.plain(words)));
            return this;
        }

        /**
         * Sets what it means.
         *
         * @param explanation in a sentence or two; empty if it is not set
         * @return this builder
         */
        public Builder explanation(String explanation) {
            this.explanation = Objects.requireNonNull(explanation, "explanation");
            return this;
        }

        /**
         * Sets what to do.
         *
         * @param remedy empty if it is not set
         * @return this builder
         */
        public Builder remedy(String remedy) {
            this.remedy = Objects.requireNonNull(remedy, "remedy");
            return this;
        }

        /**
         * Sets who can act.
         *
         * @param actor {@link Actor#YOU} if it is not set
         * @return this builder
         */
        public Builder actor(Actor actor) {
            this.actor = Objects.requireNonNull(actor, "actor");
            return this;
        }

        /**
         * Sets how sure it is.
         *
         * @param confidence {@link Confidence#LIKELY} if it is not set
         * @return this builder
         */
        public Builder confidence(Confidence confidence) {
            this.confidence = Objects.requireNonNull(confidence, "confidence");
            return this;
        }

        /**
         * Makes the row.
         *
         * @return the row
         * @throws IllegalStateException if neither a code nor words are set
         */
        public CatalogueRow build() {
            if (codes.isEmpty() && words.isEmpty()) {
                throw new IllegalStateException("code, words: one of them tells which replies are meant");
            }
            return new CatalogueRow(copy());
        }
    }
}

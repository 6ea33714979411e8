/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.names.DomainName;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Confidence;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.smtp.ReplyCode;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.OwnId;
import io.github.smtpprobe.text.Printable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A meaning of the application's own, for {@link ReplyCatalogue#with}: which replies to one command are meant, and what they
 * mean. A reply is meant if <em>all</em> that the row names is so: its code, its enhanced status code, its words, its host. A row
 * that fits beats all rows of the library; of the application's own rows the more special one counts. Immutable and thread-safe;
 * told apart by identity.
 *
 * <p>The finding has the row's id, severity {@code ERROR}, the sentence with the reply behind it, and the other texts. Sentence and
 * remedy may name values of the probe in braces: {@code {host}}, {@code {address}}, {@code {stage}}, {@code {sender}} and
 * {@code {recipient}}; words such as "the server" stand for one that is not known.
 */
public final class CatalogueRow {
    private static final String ADDED = "added by the application";

    private final Stage stage;
    private final Optional<ReplyCode> code;
    private final Optional<Pattern> enhanced;
    private final Optional<Phrase> words;
    private final Optional<Provider> place;
    private final Meaning meaning;

    private CatalogueRow(Builder given) {
        this.stage = given.stage;
        this.code = given.code;
        this.enhanced = given.enhanced;
        this.words = given.words;
        this.place = given.place;
        Finding texts = given.texts.summary(given.sentence).build();
        this.meaning = new Meaning(
                texts.id(),
                Set.of(stage),
                Map.of(
                        "says", Printable.clean(texts.summary()),
                        "why", Printable.clean(texts.explanation()),
                        "do", Printable.clean(texts.remedy()),
                        "source", texts.reference().isBlank() ? ADDED : Printable.clean(texts.reference())),
                texts.actor(),
                texts.confidence());
    }

    /**
     * Begins a row.
     *
     * @param id    of the finding, such as {@code acme.guest-list}: two to four words between dots, the first one a name of the
     *              application's, since the areas are the library's
     * @param stage the command that was answered
     * @return a builder
     * @throws IllegalArgumentException if it is none, or begins as those of the library do
     */
    public static Builder builder(String id, Stage stage) {
        return new Builder(Finding.builder(OwnId.checked(id, "id")), Objects.requireNonNull(stage, "stage"));
    }

    Stage stage() {
        return stage;
    }

    Meaning meaning() {
        return meaning;
    }

    /** The words that have to stand in the reply. */
    List<Phrase> words() {
        return words.stream().toList();
    }

    /** The words in a reply that tell its host. */
    List<Phrase> marks() {
        return place.map(Provider::marks).orElse(List.of());
    }

    /** Words beat a host, which beats an enhanced status code, which beats a code; of two that have the same, the one that has more. */
    int specialty() {
        return (words.isPresent() ? 8 : 0)
                + (place.isPresent() ? 4 : 0)
                + (enhanced.isPresent() ? 2 : 0)
                + (code.isPresent() ? 1 : 0);
    }

    /** Whether it tells a cause, which means the same at each command. */
    boolean tellsCause() {
        return words.isPresent() || enhanced.isPresent();
    }

    /**
     * Whether all but the words is so.
     *
     * @param marked whether a mark of its host stands in the reply
     */
    boolean concerns(Reading reading, boolean marked) {
        return stage == reading.stage()
                && (code.isEmpty() || code.get().equals(reading.reply().code()))
                && (enhanced.isEmpty()
                        || enhanced.get().matcher(reading.enhanced()).matches())
                && (place.isEmpty() || marked || place.get().isKnownBy(reading, Set.of()));
    }

    /** {@return the id} */
    @Override
    public String toString() {
        return meaning.id();
    }

    /** Collects what belongs to a row. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder {
        private final Finding.Builder texts;
        private final Stage stage;
        private Optional<ReplyCode> code = Optional.empty();
        private Optional<Pattern> enhanced = Optional.empty();
        private Optional<Phrase> words = Optional.empty();
        private Optional<Provider> place = Optional.empty();
        private String sentence = "{host} answered {stage}.";

        private Builder(Finding.Builder texts, Stage stage) {
            this.texts = texts.confidence(Confidence.LIKELY);
            this.stage = stage;
        }

        /**
         * Sets the reply code that is meant; any, if it is not set.
         *
         * @param code 200 to 599
         * @return this builder
         * @throws IllegalArgumentException if it is outside of that
         */
        public Builder code(int code) {
            this.code = Optional.of(new ReplyCode(code));
            return this;
        }

        /**
         * Sets the enhanced status code that is meant; any or none, if it is not set. One that contradicts the first digit of its
         * reply is not believed, and fits no row.
         *
         * @param code such as {@code 5.7.1}; an {@code x} stands for any number, as in {@code 5.7.x}
         * @return this builder
         * @throws IllegalArgumentException if it is none (RFC 3463 §2)
         */
        public Builder enhanced(String code) {
            this.enhanced = Optional.of(RowText.enhanced(code));
            return this;
        }

        /**
         * Sets the words that are meant; any, if they are not set. They are looked for in the whole reply, whatever their case.
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
            Phrase phrase = Phrase.of(ReplyWords.plain(words));
            Wording.of(phrase, new Vocabulary()); // refuses what cannot be looked for
            this.words = Optional.of(phrase);
            return this;
        }

        /**
         * Sets the host whose replies are meant; any, if neither this nor {@link #provider} is set. It takes the place of a provider
         * that was set.
         *
         * @param domain a domain name: of the host that was asked or of the name in its greeting, or one that they are under
         * @return this builder
         * @throws IllegalArgumentException if it is no domain name
         */
        public Builder host(String domain) {
            Objects.requireNonNull(domain, "domain");
            try {
                String name = DomainName.parse(domain).ascii();
                this.place = Optional.of(new Provider(name, List.of(name), List.of(), List.of()));
            } catch (IllegalArgumentException none) {
                throw new IllegalArgumentException(
                        "host: a row knows hosts by their domain names, and " + Printable.quoted(domain) + " is none",
                        none);
            }
            return this;
        }

        /**
         * Sets the provider whose replies are meant, who is known by its hosts' names, its links and its wording. It takes the place
         * of a host that was set.
         *
         * @param name as {@link ReplyCatalogue#provider} names it, such as {@code Microsoft 365}
         * @return this builder
         * @throws IllegalArgumentException if the library knows none of that name; the message lists those that it knows
         */
        public Builder provider(String name) {
            this.place = Optional.of(ReplyCatalogue.providerNamed(Objects.requireNonNull(name, "name")));
            return this;
        }

        /**
         * Sets what happened. The reply is quoted behind it.
         *
         * @param sentence one sentence, which may name values in braces; {@code {host} answered {stage}.} if it is not set
         * @return this builder
         * @throws IllegalArgumentException if it is blank, or names a value that there is not
         */
        public Builder sentence(String sentence) {
            String said = RowText.checked(sentence, "sentence").strip();
            if (said.isEmpty()) {
                throw new IllegalArgumentException("sentence: is blank");
            }
            this.sentence = said.endsWith(".") ? said : said + ".";
            return this;
        }

        /**
         * Sets what it means.
         *
         * @param explanation in a sentence or two; empty if it is not set
         * @return this builder
         */
        public Builder explanation(String explanation) {
            texts.explanation(explanation);
            return this;
        }

        /**
         * Sets what to do.
         *
         * @param remedy which may name values in braces; empty if it is not set
         * @return this builder
         * @throws IllegalArgumentException if it names a value that there is not
         */
        public Builder remedy(String remedy) {
            texts.remedy(RowText.checked(remedy, "remedy"));
            return this;
        }

        /**
         * Sets the document that says so.
         *
         * @param reference such as a page of the application's own; if it is not set, the report says that the application added
         *     the row
         * @return this builder
         */
        public Builder reference(String reference) {
            texts.reference(reference);
            return this;
        }

        /**
         * Sets who can act.
         *
         * @param actor {@link Actor#YOU} if it is not set
         * @return this builder
         */
        public Builder actor(Actor actor) {
            texts.actor(actor);
            return this;
        }

        /**
         * Sets how sure it is.
         *
         * @param confidence {@link Confidence#LIKELY} if it is not set
         * @return this builder
         */
        public Builder confidence(Confidence confidence) {
            texts.confidence(confidence);
            return this;
        }

        /**
         * Makes the row.
         *
         * @return the row
         * @throws IllegalStateException if neither a code, an enhanced status code nor words are set
         */
        public CatalogueRow build() {
            if (code.isEmpty() && enhanced.isEmpty() && words.isEmpty()) {
                throw new IllegalStateException("code, enhanced, words: one of them tells which replies are meant");
            }
            return new CatalogueRow(this);
        }
    }
}

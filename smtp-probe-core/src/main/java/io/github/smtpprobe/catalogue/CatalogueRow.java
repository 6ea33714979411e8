/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.arguments.OwnId;
import io.github.smtpprobe.names.DomainName;
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
import java.util.regex.Pattern;

/**
 * An application's own meaning of replies, for {@link ReplyCatalogue#with}: which replies to one command it applies to, and what
 * they mean. It applies to a reply if <em>all</em> conditions of the row are met: on code, enhanced status code, words and host.
 * A row that applies takes precedence over all rows of the library; among the application's own rows, the more specific one does.
 * Immutable and thread-safe; compared by identity.
 *
 * <p>The finding has the row's id, severity {@code ERROR}, the sentence followed by the reply, and the other texts. Sentence and
 * remedy may contain placeholders for values of the probe: {@code {host}}, {@code {address}}, {@code {stage}}, {@code {sender}}
 * and {@code {recipient}}. Words such as "the server" replace values that are not known.
 */
public final class CatalogueRow {
    private static final String ADDED = "added by the application";
    private static final Pattern PASSWORD = Pattern.compile("password|credential", Pattern.CASE_INSENSITIVE);

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
                texts.confidence(),
                objects(texts));
    }

    /** What its texts are about: the application does not say so itself. */
    private static Set<String> objects(Finding texts) {
        String all = texts.summary() + "\n" + texts.explanation() + "\n" + texts.remedy();
        return PASSWORD.matcher(all).find() ? Set.of("password") : Set.of();
    }

    /**
     * Begins a row.
     *
     * @param id    the id of the finding, such as {@code acme.guest-list}: two to four parts separated by dots, beginning with a
     *              name of the application's own, since the other areas belong to the library
     * @param stage the command that was answered
     * @return a builder
     * @throws IllegalArgumentException if the id is malformed, or begins as ids of the library do
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

    /** The words that the reply has to contain. */
    List<Phrase> words() {
        return words.stream().toList();
    }

    /** Words in a reply that identify the provider. */
    List<Phrase> marks() {
        return place.map(Provider::marks).orElse(List.of());
    }

    /**
     * How specific the row is. Words count more than a host, a host more than an enhanced status code, and that more than a code;
     * among rows with the same, the one with further conditions counts more.
     */
    int specialty() {
        return (words.isPresent() ? 8 : 0)
                + (place.isPresent() ? 4 : 0)
                + (enhanced.isPresent() ? 2 : 0)
                + (code.isPresent() ? 1 : 0);
    }

    /** Whether it tells a cause, which means the same whatever command was answered. */
    boolean tellsCause() {
        return words.isPresent() || enhanced.isPresent();
    }

    /**
     * Whether all conditions other than the words are met.
     *
     * @param marked whether the reply contains a mark of its host
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

    /** Builds a {@link CatalogueRow}. Not thread-safe; may be used again after {@link #build()}. */
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
         * Requires a reply code. If not set, any code is accepted.
         *
         * @param code 200 to 599
         * @return this builder
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder code(int code) {
            this.code = Optional.of(new ReplyCode(code));
            return this;
        }

        /**
         * Requires an enhanced status code. If not set, any or none is accepted. A code in a reply that contradicts its first
         * digit is ignored.
         *
         * @param code such as {@code 5.7.1}; {@code x} stands for any number, as in {@code 5.7.x}
         * @return this builder
         * @throws IllegalArgumentException if it is malformed (RFC 3463 §2)
         */
        public Builder enhanced(String code) {
            this.enhanced = Optional.of(RowText.enhanced(code));
            return this;
        }

        /**
         * Requires words anywhere in the reply, in any case. If not set, any words are accepted.
         *
         * @param words consecutive words, such as {@code not on the guest list}; a star at the end of a word stands for any
         *              ending, a tilde for up to four words
         * @return this builder
         * @throws IllegalArgumentException if there are none, or they begin with a tilde, or with a star after fewer than three
         *     letters
         */
        public Builder words(String words) {
            if (Objects.requireNonNull(words, "words").isBlank()) {
                throw new IllegalArgumentException("words: at least one is needed");
            }
            Phrase phrase = Phrase.of(ReplyWords.plain(words));
            Wording.of(phrase, new Vocabulary()); // refuses words that cannot be searched for
            this.words = Optional.of(phrase);
            return this;
        }

        /**
         * Requires a host. If neither this nor {@link #provider} is set, any host is accepted. It replaces a provider that was
         * set.
         *
         * @param domain a domain name that the host, or the name in its greeting, equals or is below
         * @return this builder
         * @throws IllegalArgumentException if it is not a domain name
         */
        public Builder host(String domain) {
            Objects.requireNonNull(domain, "domain");
            try {
                String name = DomainName.parse(domain).ascii();
                this.place = Optional.of(new Provider(name, List.of(name), List.of(), List.of()));
            } catch (IllegalArgumentException none) {
                throw new IllegalArgumentException(
                        "host: must be a domain name, and " + Printable.quoted(domain) + " is not", none);
            }
            return this;
        }

        /**
         * Requires a provider, which is recognised by its host names, links and wording. It replaces a host that was set.
         *
         * @param name the name as {@link ReplyCatalogue#provider} returns it, such as {@code Microsoft 365}
         * @return this builder
         * @throws IllegalArgumentException if the library does not know it; the message lists those that it knows
         */
        public Builder provider(String name) {
            this.place = Optional.of(ReplyCatalogue.providerNamed(Objects.requireNonNull(name, "name")));
            return this;
        }

        /**
         * Sets what happened. The reply is quoted after it.
         *
         * @param sentence one sentence, which may contain placeholders; {@code {host} answered {stage}.} if not set
         * @return this builder
         * @throws IllegalArgumentException if it is blank, or contains an unknown placeholder
         */
        public Builder sentence(String sentence) {
            String said = RowText.checked(sentence, "sentence").strip();
            if (said.isEmpty()) {
                throw new IllegalArgumentException("sentence: must not be blank");
            }
            this.sentence = said.endsWith(".") ? said : said + ".";
            return this;
        }

        /**
         * Sets what it means.
         *
         * @param explanation a sentence or two; empty if not set
         * @return this builder
         */
        public Builder explanation(String explanation) {
            texts.explanation(explanation);
            return this;
        }

        /**
         * Sets what to do.
         *
         * @param remedy what to do; may contain placeholders. Empty if not set
         * @return this builder
         * @throws IllegalArgumentException if it contains an unknown placeholder
         */
        public Builder remedy(String remedy) {
            texts.remedy(RowText.checked(remedy, "remedy"));
            return this;
        }

        /**
         * Sets the document that it is based on.
         *
         * @param reference such as a page of the application's own; if not set, the report says that the application added the
         *     row
         * @return this builder
         */
        public Builder reference(String reference) {
            texts.reference(reference);
            return this;
        }

        /**
         * Sets who can act.
         *
         * @param actor {@link Actor#YOU} if not set
         * @return this builder
         */
        public Builder actor(Actor actor) {
            texts.actor(actor);
            return this;
        }

        /**
         * Sets how certain the meaning is.
         *
         * @param confidence {@link Confidence#LIKELY} if not set
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
                throw new IllegalStateException(
                        "code, enhanced, words: at least one of them must say which replies are meant");
            }
            return new CatalogueRow(this);
        }
    }
}

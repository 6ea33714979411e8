/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import io.github.smtpprobe.text.Node;
import io.github.smtpprobe.text.Tokens;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that is coming, and what it will do to the mail of the domain if nobody does anything. Immutable and thread-safe; told apart by
 * identity.
 */
public final class Ahead {
    /** What is coming. More may come: a {@code switch} needs a {@code default}. */
    public enum Change {
        /** A certificate runs out, and another one takes its place. */
        CERTIFICATE("certificate"),
        /** The key of a certificate changes. */
        KEY("key"),
        /** The issuer of a certificate changes. */
        ISSUER("issuer"),
        /** A signature of a zone runs out. */
        SIGNATURE("signature"),
        /** A policy that senders keep runs out, or is replaced. */
        POLICY("policy");

        private final String token;

        Change(String token) {
            this.token = token;
        }

        /** {@return the stable token, such as {@code certificate}} */
        public String token() {
            return token;
        }

        /**
         * Finds one by its token.
         *
         * @param token such as {@code certificate}
         * @return the one with exactly this token; empty if this release knows none
         */
        public static Optional<Change> ofToken(String token) {
            return Tokens.find(values(), Change::token, token);
        }
    }

    private final Change change;
    private final String subject;
    private final Optional<Instant> when;
    private final boolean breaks;
    private final String sentence;

    private Ahead(Change change, String subject, Optional<Instant> when, boolean breaks, String sentence) {
        this.change = Objects.requireNonNull(change, "change");
        this.subject = Objects.requireNonNull(subject, "subject");
        this.when = Objects.requireNonNull(when, "when");
        this.breaks = breaks;
        this.sentence = Objects.requireNonNull(sentence, "sentence");
    }

    /**
     * Says what is coming.
     *
     * @param change   what
     * @param subject  whose: a host or a domain
     * @param when     at the latest; empty where nobody can tell
     * @param breaks   whether mail stops then, for some senders, if nothing else is changed; not so where a program has renewed it in time so far
     * @param sentence for people
     * @return what is coming
     */
    public static Ahead of(Change change, String subject, Optional<Instant> when, boolean breaks, String sentence) {
        return new Ahead(change, subject, when, breaks, sentence);
    }

    /** {@return what is coming} */
    public Change change() {
        return change;
    }

    /** {@return whose: a host or a domain} */
    public String subject() {
        return subject;
    }

    /** {@return when, at the latest; empty where nobody can tell} */
    public Optional<Instant> when() {
        return when;
    }

    /** {@return whether mail stops then, for some senders, if nothing else is changed; false of signatures that were renewed in time so far} */
    public boolean breaks() {
        return breaks;
    }

    /** {@return what it does, in one sentence for people} */
    public String sentence() {
        return sentence;
    }

    /** {@return plain texts for any JSON library} */
    public Map<String, Object> asMap() {
        return new Node()
                .put("change", change.token())
                .text("subject", subject)
                .put("when", when.map(Instant::toString))
                .put("breaks", breaks)
                .put("sentence", sentence)
                .map();
    }

    /** {@return the sentence} */
    @Override
    public String toString() {
        return sentence;
    }
}

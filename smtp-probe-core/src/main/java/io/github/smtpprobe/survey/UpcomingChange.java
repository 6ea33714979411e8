/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import io.github.smtpprobe.arguments.Tokens;
import io.github.smtpprobe.text.kept.Node;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A change that lies ahead, and what it will do to the domain's mail unless somebody acts. Immutable and thread-safe; compared by
 * identity.
 */
public final class UpcomingChange {
    /** The kind of change. More may be added, so a {@code switch} needs a {@code default}. */
    public enum Kind {
        /** A certificate expires, and another one replaces it. */
        CERTIFICATE("certificate"),
        /** The key of a certificate changes. */
        KEY("key"),
        /** The issuer of a certificate changes. */
        ISSUER("issuer"),
        /** A DNSSEC signature expires. */
        SIGNATURE("signature"),
        /** A policy that senders have cached expires, or is replaced. */
        POLICY("policy");

        private final String token;

        Kind(String token) {
            this.token = token;
        }

        /** {@return the stable token, such as {@code certificate}} */
        public String token() {
            return token;
        }

        /**
         * Finds a constant by its token.
         *
         * @param token such as {@code certificate}
         * @return the constant with exactly this token; empty if this release knows none
         */
        public static Optional<Kind> ofToken(String token) {
            return Tokens.find(values(), Kind::token, token);
        }
    }

    private final Kind kind;
    private final String subject;
    private final Optional<Instant> when;
    private final boolean breaks;
    private final String sentence;

    private UpcomingChange(Kind kind, String subject, Optional<Instant> when, boolean breaks, String sentence) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.subject = Objects.requireNonNull(subject, "subject");
        this.when = Objects.requireNonNull(when, "when");
        this.breaks = breaks;
        this.sentence = Objects.requireNonNull(sentence, "sentence");
    }

    /**
     * Describes a change.
     *
     * @param kind     the kind of change
     * @param subject  the host or domain that it is about
     * @param when     the latest time at which it happens; empty if that cannot be told
     * @param breaks   whether mail from some senders stops then if nothing else changes; false if a program has renewed it in
     *     time so far
     * @param sentence one sentence for people
     * @return what is coming
     */
    public static UpcomingChange of(
            Kind kind, String subject, Optional<Instant> when, boolean breaks, String sentence) {
        return new UpcomingChange(kind, subject, when, breaks, sentence);
    }

    /** {@return the kind of change} */
    public Kind kind() {
        return kind;
    }

    /** {@return the host or domain that it is about} */
    public String subject() {
        return subject;
    }

    /** {@return the latest time at which it happens; empty if that cannot be told} */
    public Optional<Instant> when() {
        return when;
    }

    /**
     * {@return whether mail from some senders stops then if nothing else changes; false for signatures that were renewed in time
     * so far}
     */
    public boolean breaks() {
        return breaks;
    }

    /** {@return what happens, in one sentence for people} */
    public String sentence() {
        return sentence;
    }

    /** {@return the change as plain texts, for any JSON library} */
    public Map<String, Object> asMap() {
        return new Node()
                .put("kind", kind.token())
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

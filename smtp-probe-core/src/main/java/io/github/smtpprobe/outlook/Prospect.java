/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Objects;
import java.util.Optional;

/** What becomes of a message from a sender to an exchanger or a domain. */
public enum Prospect {
    /** It is delivered over TLS, and the server is verified. */
    VERIFIED("verified", 'V', "delivered over TLS, with the server verified", 0),
    /** It is delivered over TLS, but an attacker in between could impersonate the server. */
    ENCRYPTED("encrypted", 'T', "delivered over TLS, without verifying the server", 1),
    /** It is delivered in clear text. */
    CLEAR("clear", 'C', "delivered in clear text", 3),
    /** It waits in the sender's queue, and is returned when the sender gives up. */
    QUEUED("queued", 'Q', "queued, and returned when the sender gives up", 4),
    /** It is returned at once. */
    BOUNCED("bounced", 'B', "returned at once", 5),
    /** No source says, or what it depends on was not tested. */
    NOT_KNOWN("not-known", '?', "not known", 2);

    private final String token;
    private final char letter;
    private final String words;
    private final int badness;

    Prospect(String token, char letter, String words, int badness) {
        this.token = token;
        this.letter = letter;
        this.words = words;
        this.badness = badness;
    }

    /** {@return the stable token, such as {@code verified}} */
    public String token() {
        return token;
    }

    /** {@return its letter in tables: V, T, C, Q, B or a question mark} */
    public char letter() {
        return letter;
    }

    /** {@return what becomes of the message, in words that follow "mail is"} */
    public String words() {
        return words;
    }

    /** {@return whether the message arrives: V, T and C} */
    public boolean delivers() {
        return this == VERIFIED || this == ENCRYPTED || this == CLEAR;
    }

    /** {@return whether the message does not arrive: Q and B} */
    public boolean fails() {
        return this == QUEUED || this == BOUNCED;
    }

    /**
     * Compares two prospects. From best to worst: V, T, not known, C, Q, B. A prospect that is known to be bad is worse than one
     * that is not known.
     *
     * @param other to compare with
     * @return whether this one is worse
     */
    public boolean worseThan(Prospect other) {
        return badness > Objects.requireNonNull(other, "other").badness;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code verified}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<Prospect> ofToken(String token) {
        return Tokens.find(values(), Prospect::token, token);
    }
}

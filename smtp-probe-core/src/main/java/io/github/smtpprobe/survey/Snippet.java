/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import io.github.smtpprobe.arguments.Tokens;
import io.github.smtpprobe.text.kept.Node;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Something to paste into a zone or into a file on a server, derived from what was seen. Immutable and thread-safe; compared by
 * identity.
 */
public final class Snippet {
    /** The kind of snippet. More may be added, so a {@code switch} needs a {@code default}. */
    public enum Kind {
        /** The TLSA record for the key that a server uses now. */
        TLSA_NOW("tlsa-now"),
        /** The TLSA records for the duration of a key change. */
        TLSA_ROLLOVER("tlsa-rollover"),
        /** The TXT record that announces an MTA-STS policy. */
        STS_RECORD("sts-record"),
        /** The MTA-STS policy. */
        STS_POLICY("sts-policy"),
        /** The TXT record that asks for reports. */
        RPT_RECORD("rpt-record"),
        /** The MX record that says that a domain accepts no mail. */
        NULL_MX("null-mx");

        private final String token;

        Kind(String token) {
            this.token = token;
        }

        /** {@return the stable token, such as {@code tlsa-now}} */
        public String token() {
            return token;
        }

        /**
         * Finds a constant by its token.
         *
         * @param token such as {@code tlsa-now}
         * @return the constant with exactly this token; empty if this release knows none
         */
        public static Optional<Kind> ofToken(String token) {
            return Tokens.find(values(), Kind::token, token);
        }
    }

    private final Kind kind;
    private final String purpose;
    private final String text;

    private Snippet(Kind kind, String purpose, String text) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.purpose = Objects.requireNonNull(purpose, "purpose");
        this.text = Objects.requireNonNull(text, "text");
    }

    /**
     * Makes one.
     *
     * @param kind    what it is
     * @param purpose what it is for and where it belongs, in one sentence for people
     * @param text    the text to paste, with line breaks if it has several lines
     * @return the snippet
     */
    public static Snippet of(Kind kind, String purpose, String text) {
        return new Snippet(kind, purpose, text);
    }

    /** {@return what it is} */
    public Kind kind() {
        return kind;
    }

    /** {@return what it is for and where it belongs, in one sentence for people} */
    public String purpose() {
        return purpose;
    }

    /** {@return the text to paste, with line breaks if it has several lines} */
    public String text() {
        return text;
    }

    /** {@return the snippet as plain texts, for any JSON library} */
    public Map<String, Object> asMap() {
        return new Node()
                .put("kind", kind.token())
                .put("purpose", purpose)
                .put("text", text)
                .map();
    }

    /** {@return the text} */
    @Override
    public String toString() {
        return text;
    }
}

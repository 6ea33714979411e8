/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import io.github.smtpprobe.arguments.Tokens;
import io.github.smtpprobe.text.kept.Node;
import java.util.Map;
import java.util.Optional;

/** Something in a TXT record that makes senders ignore it, or read it differently than was meant. Immutable and thread-safe. */
public final class RecordProblem {
    private final Code code;
    private final int record;
    private final String text;

    RecordProblem(Code code, int record, String text) {
        this.code = code;
        this.record = record;
        this.text = text;
    }

    /** The kind of problem. The {@link RecordState} says whether the records count as none because of it. */
    public enum Code {
        /** A record has the version, but no semicolon right after it. It is ignored. */
        NO_SEMICOLON("no-semicolon", "the version has no semicolon behind it"),
        /** The version is in the wrong case, so that the record is ignored, or so is the name of a required field. */
        WRONG_CASE("wrong-case", "capital and small letters are wrong"),
        /** There are blanks before, in or right after the version, so that the record is ignored, or after the name of a required field. */
        BLANK("blank", "there are blanks where none may be"),
        /** A quotation mark is part of the text and precedes the version: the record is ignored. */
        QUOTED("quoted", "a quotation mark is part of the text"),
        /** A record has a version that neither RFC knows, such as {@code v=STSv2}: it is dropped. */
        OTHER_VERSION("other-version", "the version is unknown"),
        /** More than one record begins with the version: all of them count as none. */
        SEVERAL("several", "it is one record too many"),
        /** There is no {@code id} (RFC 8461 §3.1). */
        NO_ID("no-id", "there is no id"),
        /** The {@code id} does not consist of 1 to 32 letters and digits (RFC 8461 §3.1). */
        BAD_ID("bad-id", "the id is not made of 1 to 32 letters and digits"),
        /** A field is not a pair of a name and a value: the record counts as none. */
        BAD_FIELD("bad-field", "a field is no pair of a name and a value"),
        /** A field is repeated: the first one counts. */
        DUPLICATE_FIELD("duplicate-field", "a field comes once more: the first one counts"),
        /** There is no {@code rua} (RFC 8460 §3). */
        NO_RUA("no-rua", "there is no rua"),
        /** A URI of {@code rua} is neither {@code mailto:} nor {@code https:} (RFC 8460 §3): it is not used. */
        BAD_SCHEME("bad-scheme", "an address is neither mailto: nor https:"),
        /** A part of {@code rua} is not a URI, or contains characters that have to be encoded there. It is not used. */
        BAD_URI("bad-uri", "an address is no URI, or has in it what must be encoded");

        private final String token;
        private final String label;

        Code(String token, String label) {
            this.token = token;
            this.label = label;
        }

        /** {@return the stable token, such as {@code no-id}} */
        public String token() {
            return token;
        }

        /** {@return a few words for people that can end a sentence; they may change with any release} */
        public String label() {
            return label;
        }

        /**
         * Finds a constant by its token.
         *
         * @param token such as {@code no-id}
         * @return the constant with exactly this token; empty if this release knows none
         */
        public static Optional<Code> ofToken(String token) {
            return Tokens.find(values(), Code::token, token);
        }
    }

    /** {@return what it is} */
    public Code code() {
        return code;
    }

    /** {@return the number of the TXT record, counted from 1 in the order in which they were given} */
    public int record() {
        return record;
    }

    /** {@return the field or the beginning of the record, safe to show, at most 120 characters and an ellipsis; may be empty} */
    public String text() {
        return text;
    }

    /** {@return a plain map for JSON, with {@code code}, {@code record} and {@code text}} */
    public Map<String, Object> asMap() {
        return new Node()
                .put("code", code.token())
                .put("record", record)
                .text("text", text)
                .map();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordProblem that
                && code == that.code
                && record == that.record
                && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * code.hashCode() + record) + text.hashCode();
    }

    /** {@return the token, the record's number and the text} */
    @Override
    public String toString() {
        return code.token() + " in record " + record + ": " + text;
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import io.github.smtpprobe.arguments.Tokens;
import io.github.smtpprobe.text.kept.Node;
import java.util.Map;
import java.util.Optional;

/** Something in a policy file that makes it invalid, or that senders do not read as it was probably meant. Immutable and thread-safe. */
public final class PolicyProblem {
    private final Code code;
    private final int line;
    private final String text;

    PolicyProblem(Code code, int line, String text) {
        this.code = code;
        this.line = line;
        this.text = text;
    }

    /** The kind of problem, by the rules of RFC 8461 §3.2. */
    public enum Code {
        /** The file is empty. */
        EMPTY("empty", true, "the file is empty"),
        /** The file is written in UTF-16, so that no key can be recognised. */
        UTF_16("utf-16", true, "the file is written in UTF-16"),
        /** It is a web page. */
        HTML("html", true, "the file is a web page"),
        /** It is JSON, as in an early draft. */
        JSON("json", true, "the file is JSON, and a policy has a key and its value on each line"),
        /** It is compressed with gzip, which was not asked for. */
        GZIP("gzip", true, "the file is compressed (gzip)"),
        /** The file begins with a byte order mark, which becomes part of the first key. */
        BYTE_ORDER_MARK("byte-order-mark", false, "a byte order mark spoils the first key"),
        /** A line contains a NUL or another control character. */
        CONTROL_CHARACTER("control-character", false, "there is a control character"),
        /** A line contains a CR that is not followed by LF, which does not end a line. */
        BARE_CR("bare-cr", false, "a CR without LF ends no line"),
        /** A line contains octets that are not UTF-8. */
        BAD_UTF_8("bad-utf-8", false, "there are octets that are not UTF-8"),
        /** A line that is not the last one is empty or blank. It is ignored. */
        EMPTY_LINE("empty-line", false, "the line is empty"),
        /** A line has no colon, and therefore no key. It is ignored. */
        NO_COLON("no-colon", false, "the line has no colon"),
        /**
         * A line does not begin with a key: there are blanks before or after it, or it contains characters that a key cannot
         * have. The line is ignored.
         */
        BAD_KEY("bad-key", false, "the line does not begin with a key"),
        /** A key differs from a known one only in upper and lower case, which makes it an unknown one. */
        KEY_CASE("key-case", false, "keys are written in small letters: this one is passed over"),
        /** A key is unknown. It is ignored, as RFC 8461 demands. */
        UNKNOWN_KEY("unknown-key", false, "the key is unknown and passed over"),
        /** A key other than {@code mx} is repeated. The first one counts. */
        DUPLICATE_KEY("duplicate-key", false, "the key comes again: the first one counts"),
        /** There is no {@code version}. */
        NO_VERSION("no-version", true, "there is no version"),
        /** The version is not {@code STSv1}. */
        BAD_VERSION("bad-version", true, "the version is not STSv1"),
        /** The line of the version contains other keys as well. */
        SEVERAL_KEYS("several-keys", true, "several keys stand in one line, and each needs a line of its own"),
        /** There is no {@code mode}. */
        NO_MODE("no-mode", true, "there is no mode"),
        /** The mode is none of {@code enforce}, {@code testing} and {@code none}, in lower case. */
        BAD_MODE("bad-mode", true, "the mode is neither enforce nor testing nor none"),
        /** There is no {@code max_age}. */
        NO_MAX_AGE("no-max-age", true, "there is no max_age"),
        /** {@code max_age} does not consist of 1 to 10 digits. */
        BAD_MAX_AGE("bad-max-age", true, "max_age is not made of 1 to 10 digits"),
        /** {@code max_age} is more than 31557600 seconds, which is a year. */
        MAX_AGE_TOO_LONG("max-age-too-long", true, "max_age is more than 31557600 seconds, a year"),
        /** There is no {@code mx}, although the mode is not {@code none}. */
        NO_MX("no-mx", true, "there is no mx"),
        /** An {@code mx} is not a domain name, with or without {@code *.} before it. */
        BAD_MX("bad-mx", true, "the mx is no domain name"),
        /** An {@code mx} begins with a dot; a wildcard is written {@code *.}. */
        MX_FIRST_DOT("mx-first-dot", true, "the mx begins with a dot, and a wildcard is written *."),
        /** An {@code mx} has a port, which names in a policy do not have. */
        MX_PORT("mx-port", true, "the mx has a port behind its name"),
        /** An {@code mx} ends with a dot, which names in a policy do not. */
        MX_LAST_DOT("mx-last-dot", true, "the mx ends in a dot"),
        /** An {@code mx} contains more than one name; each needs a line of its own. */
        MX_SEVERAL("mx-several", true, "the mx holds more than one name"),
        /** An {@code mx} contains letters beyond ASCII; names are written in A-labels. */
        MX_NOT_ASCII("mx-not-ascii", true, "the mx has letters beyond ASCII"),
        /** An {@code mx} looks like an address, which cannot be the name in an MX record. */
        MX_ADDRESS("mx-address", false, "the mx looks like an address");

        private final String token;
        private final String label;
        private final boolean fatal;

        Code(String token, boolean fatal, String label) {
            this.label = label;
            this.token = token;
            this.fatal = fatal;
        }

        /** {@return the stable token, such as {@code no-mode}} */
        public String token() {
            return token;
        }

        /** {@return whether it makes the whole policy invalid, so that senders act as if there were none} */
        public boolean fatal() {
            return fatal;
        }

        /** {@return a few words for people that can end a sentence; they may change with any release} */
        public String label() {
            return label;
        }

        /**
         * Finds a constant by its token.
         *
         * @param token such as {@code no-mode}
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

    /** {@return the number of the line, counted from 1; for something missing, that of the last line} */
    public int line() {
        return line;
    }

    /** {@return the beginning of the line, safe to show, at most 120 characters and an ellipsis; empty for something missing} */
    public String text() {
        return text;
    }

    /** {@return a plain map for JSON, with {@code code}, {@code line}, {@code fatal} and {@code text}} */
    public Map<String, Object> asMap() {
        return new Node()
                .put("code", code.token())
                .put("line", line)
                .put("fatal", code.fatal())
                .text("text", text)
                .map();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PolicyProblem that && code == that.code && line == that.line && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * code.hashCode() + line) + text.hashCode();
    }

    /** {@return the token, the line's number and its text} */
    @Override
    public String toString() {
        return code.token() + " in line " + line + ": " + text;
    }
}

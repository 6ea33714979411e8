/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import io.github.smtpprobe.arguments.Tokens;
import io.github.smtpprobe.names.DomainName;
import io.github.smtpprobe.text.LastDot;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** An {@code mx} pattern of a policy (RFC 8461 §3.2, §4.1): a name whose first label may be a wildcard. Immutable and thread-safe. */
public final class MxPattern {
    private static final String WILDCARD = "*.";

    private final String text;
    /** For a wildcard, the text after its star. */
    private final String suffix;

    private MxPattern(String text) {
        this.text = text;
        this.suffix = text.substring(1);
    }

    /**
     * Reads a pattern.
     *
     * @param text a domain name in A-labels, in any case, without a final dot, perhaps preceded by {@code *.}
     * @return the pattern; empty if the text is not a pattern
     */
    public static Optional<MxPattern> read(String text) {
        Objects.requireNonNull(text, "text");
        String name = text.startsWith(WILDCARD) ? text.substring(WILDCARD.length()) : text;
        return DomainName.hostName(name) ? Optional.of(new MxPattern(text.toLowerCase(Locale.ROOT))) : Optional.empty();
    }

    /** Why a name is not covered, although the pattern was probably meant to cover it. */
    public enum NearMiss {
        /** {@code *.example.com} for {@code example.com}: the wildcard needs a label. */
        BARE("bare"),
        /** {@code *.example.com} for {@code a.b.example.com}: the wildcard is exactly one label. */
        DEEPER("deeper");

        private final String token;

        NearMiss(String token) {
            this.token = token;
        }

        /** {@return the stable token, such as {@code bare}} */
        public String token() {
            return token;
        }

        /**
         * Finds a constant by its token.
         *
         * @param token such as {@code bare}
         * @return the constant with exactly this token; empty if this release knows none
         */
        public static Optional<NearMiss> ofToken(String token) {
            return Tokens.find(values(), NearMiss::token, token);
        }
    }

    /** {@return the pattern in lower case, such as {@code *.example.com}} */
    public String text() {
        return text;
    }

    /** {@return whether its first label is a wildcard} */
    public boolean wildcard() {
        return text.startsWith(WILDCARD);
    }

    /**
     * Tells whether the pattern covers a name.
     *
     * @param name the name of an exchanger as in the MX record, in any case; a final dot is ignored
     * @return whether the name equals the pattern, or the pattern's {@code *} stands for exactly its first label
     */
    public boolean covers(String name) {
        return coversPlain(plain(name));
    }

    /**
     * As {@link #covers}, for a name that is {@linkplain #plain(String) normalized} already, so that it is done only once for
     * many patterns.
     */
    boolean coversPlain(String wanted) {
        if (!wildcard()) {
            return wanted.equals(text);
        }
        int dot = wanted.length() - suffix.length();
        return dot > 0 && wanted.indexOf('.') == dot && wanted.endsWith(suffix) && isHost(wanted);
    }

    /**
     * Tells why the pattern nearly but not quite covers a name.
     *
     * @param name the name of an exchanger as in the MX record, in any case; a final dot is ignored
     * @return the reason; empty if the pattern covers the name, or has nothing to do with it
     */
    public Optional<NearMiss> near(String name) {
        return nearPlain(plain(name));
    }

    /** As {@link #near}, for a name that is {@linkplain #plain(String) normalized} already. */
    Optional<NearMiss> nearPlain(String wanted) {
        if (!wildcard() || !isHost(wanted) || coversPlain(wanted)) {
            return Optional.empty();
        }
        if (wanted.length() + 1 == suffix.length() && suffix.endsWith(wanted)) {
            return Optional.of(NearMiss.BARE);
        }
        return wanted.endsWith(suffix) && wanted.length() > suffix.length()
                ? Optional.of(NearMiss.DEEPER)
                : Optional.empty();
    }

    /** Whether it can be the name of a host: none contains characters that have to be escaped. */
    private static boolean isHost(String wanted) {
        return wanted.indexOf('\\') < 0;
    }

    /** The form in which names are compared: lower case, without a final dot. */
    static String plain(String name) {
        return LastDot.without(Objects.requireNonNull(name, "name").toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MxPattern that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** {@return the pattern} */
    @Override
    public String toString() {
        return text;
    }
}

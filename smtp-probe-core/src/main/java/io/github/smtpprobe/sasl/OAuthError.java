/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import io.github.smtpprobe.text.Printable;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JSON with which a server explains why it refuses a bearer token (RFC 7628 §3.2.2). Since it is untrusted input, only its
 * top level is read, and only up to a limit. Immutable and thread-safe; instances that were read from the same text are equal.
 */
public final class OAuthError {
    private static final Pattern STATUS = named("status");
    /** As in RFC 6750 §3.1 and RFC 6749 §5.2, which some servers follow here. */
    private static final Pattern ERROR = named("error");

    private static final Pattern DESCRIPTION = named("error_description");
    private static final Pattern SCHEMES = named("schemes");
    private static final Pattern SCOPE = named("scope");
    private static final int MAX_TEXT = 2_000;

    private final String text;

    private OAuthError(String text) {
        this.text = text;
    }

    /**
     * Reads a challenge.
     *
     * @param challenge the challenge, decoded from base64
     * @return what could be read of it
     */
    public static OAuthError of(byte[] challenge) {
        Objects.requireNonNull(challenge, "challenge");
        String whole = Printable.decode(challenge);
        String text = Printable.cut(whole, MAX_TEXT, "");
        return new OAuthError(text);
    }

    /** {@return the status, such as {@code 401} or {@code invalid_token}; some servers call it {@code error}} */
    public Optional<String> status() {
        return field(text, STATUS).or(() -> field(text, ERROR));
    }

    /** {@return the reason in words (RFC 6750 §3); RFC 7628 does not define one} */
    public Optional<String> description() {
        return field(text, DESCRIPTION);
    }

    /** {@return the schemes that the server accepts} */
    public Optional<String> schemes() {
        return field(text, SCHEMES);
    }

    /** {@return the scope that the token should have} */
    public Optional<String> scope() {
        return field(text, SCOPE);
    }

    /** {@return the whole challenge in printable form, cut after 2,000 characters} */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OAuthError that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** {@return the whole challenge} */
    @Override
    public String toString() {
        return text;
    }

    /** The pattern of one value. It is possessive and without nesting, and therefore linear in the length of any text. */
    private static Pattern named(String name) {
        return Pattern.compile("\"" + name + "\"\\s*+:\\s*+(?:\"([^\"\\\\]{0,300}+)\"|([0-9]{1,6}+))");
    }

    private static Optional<String> field(String json, Pattern name) {
        Matcher matcher = name.matcher(json);
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Optional.of(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
    }
}

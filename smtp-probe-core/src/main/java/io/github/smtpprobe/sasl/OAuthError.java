/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import io.github.smtpprobe.text.Printable;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JSON with which a server explains why it refuses a bearer token (RFC 7628 §3.2.2). Read flat and bounded: it comes from a
 * stranger.
 *
 * @param status  such as {@code 401} or {@code invalid_token}
 * @param schemes the schemes that the server takes
 * @param scope   the scope that the token should have
 * @param text    the whole challenge, printable, cut after 2,000 characters
 */
public record OAuthError(Optional<String> status, Optional<String> schemes, Optional<String> scope, String text) {
    private static final Pattern STATUS = named("status");
    private static final Pattern SCHEMES = named("schemes");
    private static final Pattern SCOPE = named("scope");
    private static final int MAX_TEXT = 2_000;

    /**
     * Reads a challenge.
     *
     * @param challenge decoded from base64
     * @return what could be read of it
     */
    public static OAuthError of(byte[] challenge) {
        Objects.requireNonNull(challenge, "challenge");
        String whole = Printable.decode(challenge);
        String text = Printable.cut(whole, MAX_TEXT, "");
        return new OAuthError(field(text, STATUS), field(text, SCHEMES), field(text, SCOPE), text);
    }

    /** Possessive and without nesting: linear in the length of the text, whatever it holds. */
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

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.text.Printable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The claims that a bearer token makes about itself, if it is a JSON Web Token (RFC 7519). They are read without verification,
 * from the top level only and up to a limit, and nothing else of the token is kept. They only help to explain a refusal; the
 * server may judge the token differently. Immutable and thread-safe; instances with the same content are equal.
 */
public final class TokenClaims {
    private static final int MAX_OCTETS = 12_288;
    private static final int MAX_AUDIENCES = 5;
    private static final int MAX_SCOPES = 20;
    /** A time in the year 5138; times that are given in milliseconds are later. */
    private static final BigDecimal LATEST = BigDecimal.valueOf(99_999_999_999L);

    private static final Pattern EXPIRES = time("exp");
    private static final Pattern NOT_BEFORE = time("nbf");
    private static final Pattern AUDIENCE = texts("aud");
    private static final List<Pattern> SCOPES = List.of(texts("scope"), texts("scp"), texts("roles"));
    private static final Pattern TEXT = Pattern.compile("\"([^\"\\\\]{1,200}+)\"");

    private final Optional<Instant> expires;
    private final Optional<Instant> notBefore;
    private final List<String> audience;
    private final List<String> scopes;

    private TokenClaims(
            Optional<Instant> expires, Optional<Instant> notBefore, List<String> audience, List<String> scopes) {
        this.expires = expires;
        this.notBefore = notBefore;
        this.audience = List.copyOf(audience);
        this.scopes = List.copyOf(scopes);
    }

    /**
     * Reads a token.
     *
     * @param token any token
     * @return its claims; empty if it is not a JSON Web Token
     */
    public static Optional<TokenClaims> of(Secret token) {
        byte[] octets = Objects.requireNonNull(token, "token").revealUtf8();
        try {
            return octets.length > MAX_OCTETS ? Optional.empty() : claims(octets);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    /**
     * Makes claims that were read from a token earlier.
     *
     * @param expires   when the token expires
     * @param notBefore when the token becomes valid
     * @param audience  for whom the token was issued
     * @param scopes    what the token allows
     * @return these claims
     */
    public static TokenClaims of(
            Optional<Instant> expires, Optional<Instant> notBefore, List<String> audience, List<String> scopes) {
        return new TokenClaims(
                Objects.requireNonNull(expires, "expires"),
                Objects.requireNonNull(notBefore, "notBefore"),
                Arguments.copy(audience, "audience"),
                Arguments.copy(scopes, "scopes"));
    }

    /** {@return when the token expires ({@code exp})} */
    public Optional<Instant> expires() {
        return expires;
    }

    /** {@return when the token becomes valid ({@code nbf})} */
    public Optional<Instant> notBefore() {
        return notBefore;
    }

    /** {@return for whom the token was issued ({@code aud}), at most 5} */
    public List<String> audience() {
        return audience;
    }

    /** {@return what the token allows (the claims "scope", "scp" and "roles"), at most 20} */
    public List<String> scopes() {
        return scopes;
    }

    private List<Object> parts() {
        return List.of(expires, notBefore, audience, scopes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenClaims that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** {@return the claims with their names} */
    @Override
    public String toString() {
        return "exp=" + expires + " nbf=" + notBefore + " aud=" + audience + " scopes=" + scopes;
    }

    private static Optional<TokenClaims> claims(byte[] octets) {
        int first = indexOf(octets, '.', 0);
        int second = first < 0 ? -1 : indexOf(octets, '.', first + 1);
        if (second < 0) {
            return Optional.empty();
        }
        byte[] payload;
        try {
            payload = Base64.getUrlDecoder().decode(Arrays.copyOfRange(octets, first + 1, second));
        } catch (IllegalArgumentException opaque) {
            return Optional.empty(); // many tokens contain dots, but are not JSON Web Tokens
        }
        String json = new String(payload, StandardCharsets.UTF_8);
        Arrays.fill(payload, (byte) 0);
        return json.startsWith("{") ? Optional.of(read(json)) : Optional.empty();
    }

    private static TokenClaims read(String json) {
        List<String> scopes = new ArrayList<>();
        for (Pattern name : SCOPES) {
            texts(json, name).forEach(text -> scopes.addAll(Arrays.asList(text.split(" "))));
        }
        List<String> audience = texts(json, AUDIENCE);
        return new TokenClaims(
                time(json, EXPIRES),
                time(json, NOT_BEFORE),
                audience.subList(0, Math.min(MAX_AUDIENCES, audience.size())),
                scopes.subList(0, Math.min(MAX_SCOPES, scopes.size())));
    }

    private static Optional<Instant> time(String json, Pattern name) {
        Matcher matcher = name.matcher(json);
        return matcher.find() ? time(new BigDecimal(matcher.group(1))) : Optional.empty();
    }

    /**
     * A time in seconds, which may be written with a fraction or an exponent (RFC 7519 §2). A time that nobody can mean is
     * dropped.
     */
    private static Optional<Instant> time(BigDecimal seconds) {
        return seconds.abs().compareTo(LATEST) > 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(
                        seconds.setScale(0, RoundingMode.FLOOR).longValue()));
    }

    /** The texts of a claim that is a text or a list of texts. */
    private static List<String> texts(String json, Pattern name) {
        Matcher matcher = name.matcher(json);
        List<String> found = new ArrayList<>();
        if (matcher.find()) {
            String value = matcher.group(1);
            if (value.startsWith("\"")) {
                found.add(Printable.clean(value.substring(1, value.length() - 1)));
            } else {
                Matcher each = TEXT.matcher(value);
                while (each.find()) {
                    found.add(Printable.clean(each.group(1)));
                }
            }
        }
        return found;
    }

    private static Pattern time(String name) {
        return Pattern.compile("\"" + name
                + "\"\\s*+:\\s*+(-?+[0-9]{1,20}+(?:\\.[0-9]{1,20}+)?+(?:[eE][+-]?+[0-9]{1,3}+)?+)" + "(?=[\\s,}]|$)");
    }

    /**
     * The pattern of a text, or of a list of texts without brackets in them, so that the end of a list is searched for only
     * once.
     */
    private static Pattern texts(String name) {
        return Pattern.compile("\"" + name + "\"\\s*+:\\s*+(\"[^\"\\\\]{0,2000}+\"|\\[[^\\[\\]]{0,2000}+\\])");
    }

    private static int indexOf(byte[] octets, char sought, int from) {
        for (int i = from; i < octets.length; i++) {
            if (octets[i] == sought) {
                return i;
            }
        }
        return -1;
    }
}

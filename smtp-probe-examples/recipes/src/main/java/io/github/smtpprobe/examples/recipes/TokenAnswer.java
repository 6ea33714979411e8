/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.recipes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpprobe.sasl.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The response of a token endpoint (RFC 6749 §5.1).
 *
 * @param token        the token for the mail server
 * @param lasts        how long the token is valid from now on; zero if the server does not say, so that it is used only once
 * @param refreshToken the refresh token to use from now on, if the server returned a new one
 */
record TokenAnswer(Secret token, Duration lasts, Optional<Secret> refreshToken) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Matches the codes of RFC 6749 §5.2 and similar ones; other texts might repeat what was sent. */
    private static final Pattern CODE = Pattern.compile("[a-z]{1,20}(?:_[a-z]{1,20}){0,4}");

    private static final int OK = 200;
    private static final long LONGEST_SECONDS = 86_400;

    /**
     * Reads a response.
     *
     * @throws IOException if it contains no bearer token; the message contains the error code
     */
    static TokenAnswer read(int status, byte[] body) throws IOException {
        JsonNode json = json(body);
        if (status != OK) {
            String code = json.path("error").asText();
            throw new IOException("the token endpoint answered " + status
                    + (CODE.matcher(code).matches() ? ": " + code : ""));
        }
        String token = json.path("access_token").asText();
        if (token.isEmpty() || !json.path("token_type").asText().equalsIgnoreCase("Bearer")) {
            throw new IOException("the answer of the token endpoint holds no bearer token");
        }
        long seconds =
                Math.min(LONGEST_SECONDS, Math.max(0, json.path("expires_in").asLong()));
        String next = json.path("refresh_token").asText();
        return new TokenAnswer(
                Secret.of(token),
                Duration.ofSeconds(seconds),
                next.isEmpty() ? Optional.empty() : Optional.of(Secret.of(next)));
    }

    /** Treats anything but JSON as an empty object, because the parser's own message would quote it. */
    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException none) {
            return JSON.createObjectNode();
        }
    }

    @Override
    public String toString() {
        return "TokenAnswer[" + lasts + "]";
    }
}

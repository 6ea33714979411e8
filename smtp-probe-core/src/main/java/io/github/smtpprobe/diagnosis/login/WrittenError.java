/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.login;

import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.sasl.OAuthError;
import io.github.smtpprobe.smtp.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The error about a bearer token if a server writes it into the text of its final reply, in base64 or in plain text, instead of
 * into the preceding challenge (RFC 7628 §3.2.2).
 */
final class WrittenError {
    /** Base64 of a text that begins with a brace and a quotation mark. */
    private static final Pattern ENCODED = Pattern.compile("(?<![A-Za-z0-9+/])ey[A-Za-z0-9+/]{18,2000}+");

    private WrittenError() {}

    /** The error in the words; empty if they contain none with a status. */
    static Optional<OAuthError> in(Reply reply) {
        String words = AttemptFindings.judged(reply.text());
        Matcher encoded = ENCODED.matcher(words);
        byte[] json = encoded.find() ? decoded(encoded.group()) : words.getBytes(StandardCharsets.UTF_8);
        return Optional.of(OAuthError.of(json)).filter(each -> each.status().isPresent());
    }

    /** Decodes base64. Four characters are three octets; a remainder was cut off, or lacks its padding. */
    private static byte[] decoded(String base64) {
        int left = base64.length() % 4;
        return Base64.getDecoder().decode(left == 1 ? base64.substring(0, base64.length() - 1) : base64);
    }
}

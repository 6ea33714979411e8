/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Bearer tokens as Dovecot reads them without asking anybody: JSON Web Tokens (RFC 7519) under a key that both sides know. */
final class Tokens {
    static final String KEY = "the key that signs the tokens of these tests";

    /** One that says nothing of itself. */
    static final String STORED = "the-token-that-the-server-has-stored";

    private Tokens() {}

    static String of(String user, Duration validFor) {
        long now = Instant.now().getEpochSecond();
        String head = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.US_ASCII));
        String claims =
                "{\"sub\":\"%s\",\"iat\":%d,\"exp\":%d}".formatted(user, now - 7200, now + validFor.toSeconds());
        String signed = head + "." + encoded(claims.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + encoded(signature(signed));
    }

    private static byte[] signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }

    private static String encoded(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}

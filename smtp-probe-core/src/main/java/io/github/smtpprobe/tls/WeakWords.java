/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.tls;

import java.util.Locale;

/** Describes what is weak in a certificate. */
final class WeakWords {
    private WeakWords() {}

    static String of(String token) {
        if (token.startsWith("rsa-")) {
            return "an RSA key of " + token.substring(4) + " bits";
        }
        if (token.startsWith("ec-")) {
            return "an elliptic-curve key of " + token.substring(3) + " bits";
        }
        return switch (token) {
            case "sha1-signature" -> "a SHA-1 signature";
            case "no-subject-alternative-name" -> "no subjectAltName";
            case "no-server-authentication" -> "an extended key usage without serverAuth";
            case "authority-not-for-servers" -> "an intermediate certificate whose extended key usage lacks serverAuth";
            default ->
                token.endsWith("-signature")
                        ? "an " + token.substring(0, token.indexOf('-')).toUpperCase(Locale.ROOT) + " signature"
                        : token;
        };
    }
}

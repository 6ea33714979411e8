/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The TLS alerts that servers send if a client's certificate is missing or not acceptable (RFC 8446 §6.2). */
public final class CertificateAlert {
    private static final Pattern NAMES = Pattern.compile(
            "(?i)(?<!\\w)(?:certificate_required|bad_certificate|unsupported_certificate|certificate_(?:unknown|expired"
                    + "|revoked)|unknown_ca|access_denied|handshake_failure|no_certificate)(?!\\w)");

    private CertificateAlert() {}

    /**
     * Finds such an alert by its name.
     *
     * @param text how TLS ended
     * @return its name as it is written there; empty if none is named
     */
    public static Optional<String> in(String text) {
        Matcher alert = NAMES.matcher(text);
        return alert.find() ? Optional.of(alert.group()) : Optional.empty();
    }
}

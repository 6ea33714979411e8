/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.tls;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/** Whether the server asked for a client certificate (RFC 8446 §4.3.2). */
public enum ClientCertificate {
    /** It did not, or it is not known, because the caller's own SSLContext was used. */
    NOT_ASKED_FOR("not-asked-for"),
    /** It asked, but the settings had no suitable certificate. */
    NOT_GIVEN("not-given"),
    /** It asked, and was given one. */
    GIVEN("given");

    private final String token;

    ClientCertificate(String token) {
        this.token = token;
    }

    /** {@return the stable token, such as {@code not-asked-for}} */
    public String token() {
        return token;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code not-asked-for}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<ClientCertificate> ofToken(String token) {
        return Tokens.find(values(), ClientCertificate::token, token);
    }
}

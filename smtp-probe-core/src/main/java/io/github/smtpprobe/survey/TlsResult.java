/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import io.github.smtpprobe.text.Tokens;
import java.util.Optional;

/** What came of TLS at one address of an exchanger, as a sender would see it. */
public enum TlsResult {
    /** The handshake came to its end, whatever there is to say of the certificate. */
    WORKS("works"),
    /** The server does not offer STARTTLS. */
    NOT_OFFERED("not-offered"),
    /** The server offers it, and refuses the command. */
    REFUSED("refused"),
    /** The handshake failed. */
    FAILED("failed"),
    /** The server could not be talked to: no connection, no 220 greeting, or no reply to EHLO. */
    NO_CONVERSATION("no-conversation"),
    /** Nobody tried. */
    NOT_TESTED("not-tested");

    private final String token;

    TlsResult(String token) {
        this.token = token;
    }

    /** {@return the stable token, such as {@code not-offered}} */
    public String token() {
        return token;
    }

    /**
     * Finds one by its token.
     *
     * @param token such as {@code not-offered}
     * @return the one with exactly this token; empty if this release knows none
     */
    public static Optional<TlsResult> ofToken(String token) {
        return Tokens.find(values(), TlsResult::token, token);
    }
}

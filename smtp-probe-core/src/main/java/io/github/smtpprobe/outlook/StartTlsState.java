/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/** The result of STARTTLS at an exchanger (RFC 3207). */
public enum StartTlsState {
    /** A handshake with TLS 1.2 or newer was completed. */
    WORKS("works"),
    /** A handshake was completed, but with nothing newer than TLS 1.1 (RFC 8996). */
    OLD_TLS("old-tls"),
    /** The reply to EHLO does not offer it. */
    NOT_OFFERED("not-offered"),
    /** It is offered, but the command was refused, or the handshake failed on the server's side. */
    FAILED("failed"),
    /** Nothing is known: no connection was made, or it ended earlier. */
    NOT_TESTED("not-tested");

    private final String token;

    StartTlsState(String token) {
        this.token = token;
    }

    /** {@return the stable token, such as {@code works}} */
    public String token() {
        return token;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code works}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<StartTlsState> ofToken(String token) {
        return Tokens.find(values(), StartTlsState::token, token);
    }
}

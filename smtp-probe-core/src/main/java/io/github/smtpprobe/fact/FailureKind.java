/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.text.Tokens;
import java.util.Optional;

/** The coarse kinds of failure. */
public enum FailureKind {
    /** Refused by TCP. */
    REFUSED("refused"),
    /** No way there. */
    UNREACHABLE("unreachable"),
    /** Nothing in time. */
    TIMEOUT("timeout"),
    /** Reset by the peer. */
    RESET("reset"),
    /** Closed by the peer. */
    CLOSED("closed"),
    /** TLS failed. */
    TLS("tls"),
    /** What came is not SMTP, or not in its place. */
    PROTOCOL_VIOLATION("protocol-violation"),
    /** More than we are willing to read. */
    LIMIT("limit"),
    /** Forbidden by the caller's policy. */
    POLICY("policy"),
    /** A callback of the caller's failed. */
    EXTENSION("extension"),
    /** Another program reports it in a pasted text, in words of its own. */
    CLIENT("client"),
    /** What DNS says, or that it says nothing. */
    DNS("dns"),
    /** The way to the server: a proxy, or the Unix socket. What a proxy says of the server is of this kind too. */
    ROAD("road"),
    /** This machine. */
    LOCAL("local"),
    /** Cancelled. */
    CANCELLED("cancelled"),
    /** No time left. */
    DEADLINE("deadline");

    private final String token;

    FailureKind(String token) {
        this.token = token;
    }

    /** {@return the stable token, such as {@code refused}} */
    public String token() {
        return token;
    }

    /**
     * Finds one by its token.
     *
     * @param token such as {@code refused}
     * @return the one with exactly this token; empty if this release knows none
     */
    public static Optional<FailureKind> ofToken(String token) {
        return Tokens.find(values(), FailureKind::token, token);
    }
}

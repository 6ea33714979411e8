/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/** The kinds of failures, coarsely. */
public enum FailureKind {
    /** The TCP connection was refused. */
    REFUSED("refused"),
    /** There is no route to the address. */
    UNREACHABLE("unreachable"),
    /** There was no answer in time. */
    TIMEOUT("timeout"),
    /** The peer reset the connection. */
    RESET("reset"),
    /** The peer closed the connection. */
    CLOSED("closed"),
    /** TLS failed. */
    TLS("tls"),
    /** What came is not SMTP, or out of place. */
    PROTOCOL_VIOLATION("protocol-violation"),
    /** The peer sent more than we are willing to read. */
    LIMIT("limit"),
    /** The address policy forbids it. */
    POLICY("policy"),
    /** Code of the application failed. */
    EXTENSION("extension"),
    /** Another program reports the failure in a pasted text, in words of its own. */
    CLIENT("client"),
    /** DNS has no usable answer, or none at all. */
    DNS("dns"),
    /** Something failed on the road to the server: a proxy or the Unix socket. What a proxy says about the server is of this kind, too. */
    ROAD("road"),
    /** The cause lies with this machine. */
    LOCAL("local"),
    /** The probe was cancelled. */
    CANCELLED("cancelled"),
    /** The deadline passed. */
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
     * Finds a constant by its token.
     *
     * @param token such as {@code refused}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<FailureKind> ofToken(String token) {
        return Tokens.find(values(), FailureKind::token, token);
    }
}

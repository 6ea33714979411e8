/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/**
 * Whether MTA-STS accepts the certificate that an exchanger sent: issued by a public authority, in date, and with the host's name
 * (RFC 8461 §4.2).
 */
public enum PkixState {
    /** It is. */
    VALID("valid"),
    /** It is not. */
    INVALID("invalid"),
    /** Nothing is known: no certificate was seen, or it was not judged. */
    NOT_TESTED("not-tested");

    private final String token;

    PkixState(String token) {
        this.token = token;
    }

    /** {@return the stable token, such as {@code valid}} */
    public String token() {
        return token;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code valid}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<PkixState> ofToken(String token) {
        return Tokens.find(values(), PkixState::token, token);
    }
}

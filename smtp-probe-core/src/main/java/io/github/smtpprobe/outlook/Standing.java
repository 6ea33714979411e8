/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/** The overall result for several senders, for a program that has to act on it. */
public enum Standing {
    /** Each delivers over TLS, verified or not, whatever chance decides. */
    FINE("fine"),
    /** At least one delivers in clear text, queues or returns mail, or may do so by chance. */
    AT_RISK("at-risk"),
    /** None is known to be at risk, but it is not known what at least one of them does. */
    NOT_KNOWN("not-known");

    private final String token;

    Standing(String token) {
        this.token = token;
    }

    /** {@return the stable token, such as {@code fine}} */
    public String token() {
        return token;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code fine}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<Standing> ofToken(String token) {
        return Tokens.find(values(), Standing::token, token);
    }
}

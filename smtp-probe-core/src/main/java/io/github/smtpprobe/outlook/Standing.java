/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.text.Tokens;
import java.util.Optional;

/** All named senders together, for a program that has to act. */
public enum Standing {
    /** Each delivers over TLS, verified or not, and none by chance otherwise. */
    FINE("fine"),
    /** At least one sends in clear, queues or bounces, or may do so by chance. */
    AT_RISK("at-risk"),
    /** None is known to be at risk, and of one at least it is not known what it does. */
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
     * Finds one by its token.
     *
     * @param token such as {@code fine}
     * @return the one with exactly this token; empty if this release knows none
     */
    public static Optional<Standing> ofToken(String token) {
        return Tokens.find(values(), Standing::token, token);
    }
}

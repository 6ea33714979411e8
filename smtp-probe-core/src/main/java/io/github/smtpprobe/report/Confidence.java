/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/** How certain a {@link Finding} is. */
public enum Confidence {
    /** Nothing else would explain what was seen. */
    CERTAIN("certain"),
    /** The usual explanation. */
    LIKELY("likely"),
    /** One of several explanations. */
    POSSIBLE("possible");

    private final String token;

    Confidence(String token) {
        this.token = token;
    }

    /** {@return the stable token, such as {@code certain}} */
    public String token() {
        return token;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code certain}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<Confidence> ofToken(String token) {
        return Tokens.find(values(), Confidence::token, token);
    }
}

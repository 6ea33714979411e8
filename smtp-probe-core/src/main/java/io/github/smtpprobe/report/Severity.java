/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/** How bad a {@link Finding} is. */
public enum Severity {
    /** It keeps the probe from passing. */
    ERROR("error"),
    /** It works, but should be looked at. */
    WARNING("warning"),
    /** Worth knowing. */
    INFO("info");

    private final String token;

    Severity(String token) {
        this.token = token;
    }

    /** {@return the stable token, such as {@code error}} */
    public String token() {
        return token;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code error}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<Severity> ofToken(String token) {
        return Tokens.find(values(), Severity::token, token);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/** How many of the possible routes a probe tries. */
public enum Coverage {
    /** Stop at the first route on which the server talks SMTP to us: a 220 greeting and an accepted EHLO or HELO. */
    FIRST_CONVERSATION("first-conversation"),
    /** Stop at the first route on which everything that was asked for works. Use it to find working settings. */
    FIRST_PASS("first-pass"),
    /** Try every address of every host on every port. Use it for an audit. */
    ALL("all");

    private final String token;

    Coverage(String token) {
        this.token = token;
    }

    /** {@return the stable token, such as {@code first-conversation}} */
    public String token() {
        return token;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code first-conversation}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<Coverage> ofToken(String token) {
        return Tokens.find(values(), Coverage::token, token);
    }
}

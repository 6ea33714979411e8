/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/** The effect of the domain's MTA-STS policy on one exchanger (RFC 8461). */
public enum StsState {
    /** It is known that there is no policy, or its TXT record is invalid, which counts as none. */
    NONE("none"),
    /** A policy of mode none. */
    MODE_NONE("mode-none"),
    /** A policy of mode testing, which only asks for reports. */
    TESTING("testing"),
    /** A TXT record announces a policy, but it cannot be fetched or is invalid. */
    UNAVAILABLE("unavailable"),
    /** A policy of mode enforce that lists the exchanger. */
    LISTED("listed"),
    /** A policy of mode enforce that does not list the exchanger. */
    NOT_LISTED("not-listed"),
    /** Nothing is known: it was not asked, or no answer came for a reason on our side. */
    NOT_TESTED("not-tested");

    private final String token;

    StsState(String token) {
        this.token = token;
    }

    /** {@return the stable token, such as {@code none}} */
    public String token() {
        return token;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code none}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<StsState> ofToken(String token) {
        return Tokens.find(values(), StsState::token, token);
    }
}

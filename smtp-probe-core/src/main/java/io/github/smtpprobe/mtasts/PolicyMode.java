/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/** What a sender does with an exchanger that fails the policy (RFC 8461 §5). */
public enum PolicyMode {
    /** It must not deliver there. */
    ENFORCE("enforce"),
    /** It delivers, and reports the failure if reports are requested (RFC 8460). */
    TESTING("testing"),
    /** There is no policy any more; senders forget a cached one (RFC 8461 §8.3). */
    NONE("none");

    private final String token;

    PolicyMode(String token) {
        this.token = token;
    }

    /** {@return the stable token, which is also the word in the policy, such as {@code enforce}} */
    public String token() {
        return token;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code enforce}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<PolicyMode> ofToken(String token) {
        return Tokens.find(values(), PolicyMode::token, token);
    }
}

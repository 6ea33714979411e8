/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/** Whether a sender can do something. */
public enum Ability {
    /** It does, in the configuration assumed here. */
    YES("yes"),
    /** It does not. */
    NO("no"),
    /** It depends on its configuration or its network, or no source says. */
    NOT_KNOWN("not-known");

    private final String token;

    Ability(String token) {
        this.token = token;
    }

    /** {@return the stable token, such as {@code yes}} */
    public String token() {
        return token;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code yes}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<Ability> ofToken(String token) {
        return Tokens.find(values(), Ability::token, token);
    }
}

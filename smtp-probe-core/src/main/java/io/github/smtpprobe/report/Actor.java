/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/** Who can act on a {@link Finding}. */
public enum Actor {
    /** Whoever runs this probe. */
    YOU("you"),
    /** Whoever runs the network in between. */
    NETWORK("network"),
    /** Whoever runs the server. */
    SERVER_OPERATOR("server-operator"),
    /** The mail provider, or the owner of the account through its settings there. */
    PROVIDER("provider"),
    /** Whoever owns the DNS zone. */
    DNS_OWNER("dns-owner"),
    /** The owner of a mail domain, or whoever runs the web host of its MTA-STS policy. */
    POLICY_HOST("policy-host"),
    /** The recipient's side. */
    RECIPIENT("recipient"),
    /** Nobody needs to. */
    NOBODY("nobody");

    private final String token;

    Actor(String token) {
        this.token = token;
    }

    /** {@return the stable token, such as {@code you}} */
    public String token() {
        return token;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code you}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<Actor> ofToken(String token) {
        return Tokens.find(values(), Actor::token, token);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/** How a domain says where its mail is to be sent (RFC 5321 §5.1). */
public enum ExchangerState {
    /** By MX records. */
    LISTED("listed"),
    /** It has an address but no MX record, so it is its own exchanger. */
    IMPLICIT("implicit"),
    /** By a single MX record with the name {@code .}: it takes no mail (RFC 7505). */
    NULL_MX("null-mx"),
    /** By a null MX among other MX records, which RFC 7505 §3 forbids; each sender decides whether the domain accepts mail. */
    NULL_MX_MIXED("null-mx-mixed"),
    /** It has neither an MX record nor an address. */
    NOWHERE("nowhere"),
    /** Nothing is known. */
    NOT_TESTED("not-tested");

    private final String token;

    ExchangerState(String token) {
        this.token = token;
    }

    /** {@return the stable token, such as {@code listed}} */
    public String token() {
        return token;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code listed}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<ExchangerState> ofToken(String token) {
        return Tokens.find(values(), ExchangerState::token, token);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.text.Tokens;
import java.util.Optional;

/** Why an attempt was made. */
public enum Purpose {
    /** To do what was asked. */
    PROBE("probe"),
    /** To find out why another attempt met silence or a strange protocol. */
    SECOND_LOOK("second-look"),
    /** To go on in clear text after STARTTLS broke down where TLS was optional. */
    DOWNGRADE("downgrade"),
    /** To ask for one more mechanism of those that the server offers, as the request wanted; no verdict rests on it. */
    MECHANISM("mechanism"),
    /** Nobody connected: it was read from a dialogue that another program had. */
    DIALOGUE("dialogue"),
    /** The same, about recipients whose mail a later dialogue of the text delivered. */
    EARLIER_DIALOGUE("earlier-dialogue"),
    /** It was read from a report that a delivery failed for good: a temporary refusal is final there. */
    FAILED_DELIVERY("failed-delivery"),
    /** It was read from a report that a delivery is late and will be tried again. */
    DELAYED_DELIVERY("delayed-delivery");

    private final String token;

    Purpose(String token) {
        this.token = token;
    }

    /** {@return the stable token, such as {@code probe}} */
    public String token() {
        return token;
    }

    /**
     * Finds one by its token.
     *
     * @param token such as {@code probe}
     * @return the one with exactly this token; empty if this release knows none
     */
    public static Optional<Purpose> ofToken(String token) {
        return Tokens.find(values(), Purpose::token, token);
    }

    /** {@return whether it was read from a pasted text} */
    public boolean pasted() {
        return compareTo(DIALOGUE) >= 0;
    }

    /** {@return whether a verdict can rest on it: not on what only explains another attempt, or was made good by a later one} */
    public boolean decides() {
        return this != SECOND_LOOK && this != MECHANISM && this != EARLIER_DIALOGUE;
    }

    /** {@return whether it was only to see what a port is: it is no part of what was asked, and of no verdict} */
    public boolean looks() {
        return this == SECOND_LOOK;
    }
}

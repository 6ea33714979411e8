/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/** Why an attempt was made. */
public enum Purpose {
    /** To do what was asked for. */
    PROBE("probe"),
    /** To find out why another attempt met silence or an unexpected protocol. */
    SECOND_LOOK("second-look"),
    /** To continue in clear text after optional STARTTLS failed. */
    DOWNGRADE("downgrade"),
    /** To ask for one more mechanism of those that the server offers, as the request wanted; no verdict rests on it. */
    MECHANISM("mechanism"),
    /** There was no connection: the attempt was read from another program's dialogue. */
    DIALOGUE("dialogue"),
    /** As {@link #DIALOGUE}, about recipients whose mail was delivered in a later dialogue of the text. */
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
     * Finds a constant by its token.
     *
     * @param token such as {@code probe}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<Purpose> ofToken(String token) {
        return Tokens.find(values(), Purpose::token, token);
    }

    /** {@return whether it was read from a pasted text} */
    public boolean pasted() {
        return compareTo(DIALOGUE) >= 0;
    }

    /** {@return whether a verdict can rest on it; not if it only explains another attempt, or was made good by a later one} */
    public boolean decides() {
        return this != SECOND_LOOK && this != MECHANISM && this != EARLIER_DIALOGUE;
    }

    /** {@return whether it was only made to see what a port speaks, so that it is not part of what was asked for and of no verdict} */
    public boolean looks() {
        return this == SECOND_LOOK;
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/** Which addresses of an exchanger a survey talks to. The report lists the others as not tested. */
public enum AddressCoverage {
    /** Every address, up to eight per host: senders may use any of them, and they can differ. */
    ALL("all"),
    /** The first address of each family. */
    EACH_FAMILY("each-family"),
    /** Only the first address. */
    FIRST("first");

    private final String token;

    AddressCoverage(String token) {
        this.token = token;
    }

    /** {@return the stable token, such as {@code each-family}} */
    public String token() {
        return token;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code each-family}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<AddressCoverage> ofToken(String token) {
        return Tokens.find(values(), AddressCoverage::token, token);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.records;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/** What was learned from a DNS question. */
public enum DnsResult {
    /** The name exists, but has no records of this type. */
    NO_RECORDS("no-records"),
    /** There are such records. */
    RECORDS("records"),
    /** Nothing was learned, neither that there are records nor that there are none. */
    NONE("none"),
    /** The name does not exist. */
    NO_NAME("no-name");

    private final String token;

    DnsResult(String token) {
        this.token = token;
    }

    /** {@return the stable token, such as {@code records}} */
    public String token() {
        return token;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code records}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<DnsResult> ofToken(String token) {
        return Tokens.find(values(), DnsResult::token, token);
    }
}

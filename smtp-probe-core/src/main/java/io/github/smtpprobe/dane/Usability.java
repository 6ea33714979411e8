/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/**
 * Whether an SMTP client can use a TLSA record at all (RFC 7672 §3.1, RFC 7671 §5), before it is compared with a certificate. If
 * a record has several faults, the one in the first field counts.
 */
public enum Usability {
    /** Usage 2 or 3, a known selector and matching type, and data of the right form. */
    USABLE("usable", "usable"),
    /** Usage 0 (PKIX-TA) or 1 (PKIX-EE): there is no agreed set of public authorities for SMTP (RFC 7672 §3.1.3). */
    PKIX_USAGE("pkix-usage", "usage 0 and 1 are not used for SMTP"),
    /** A usage that is not assigned. */
    UNKNOWN_USAGE("unknown-usage", "unknown certificate usage"),
    /** A selector other than 0 (certificate) and 1 (public key). */
    UNKNOWN_SELECTOR("unknown-selector", "unknown selector"),
    /** A matching type other than 0 (the whole), 1 (SHA-256) and 2 (SHA-512). */
    UNKNOWN_MATCHING("unknown-matching", "unknown matching type"),
    /** A digest whose length is not 32 octets (SHA-256) or 64 octets (SHA-512). */
    BAD_LENGTH("bad-length", "digest of a wrong length"),
    /** Matching type 0, but the data is not a certificate or a public key in DER, whichever the selector says. */
    NOT_DER("not-der", "neither certificate nor key in DER"),
    /** Less than three octets, or no data after them (RFC 6698 §2.1). */
    TOO_SHORT("too-short", "too short for a TLSA record");

    private final String token;
    private final String label;

    Usability(String token, String label) {
        this.token = token;
        this.label = label;
    }

    /** {@return the stable token, such as {@code pkix-usage}} */
    public String token() {
        return token;
    }

    /** {@return a few words for people, which may change with any release} */
    public String label() {
        return label;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code usable}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<Usability> ofToken(String token) {
        return Tokens.find(values(), Usability::token, token);
    }
}

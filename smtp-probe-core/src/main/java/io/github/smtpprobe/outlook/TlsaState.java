/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/** What an exchanger's TLSA records say about the certificates that it sent (RFC 7672 §2.2, §3). */
public enum TlsaState {
    /** It is known that there are no records, or they are not secure, which counts as none. */
    NONE("none"),
    /** Senders do not ask for records, since the addresses of the host are not secure (RFC 7672 §2.2.2). Counts as none. */
    NOT_ASKED("not-asked"),
    /** A usable record matches, and no record with the same usage and selector and a stronger digest contradicts it. */
    MATCHES("matches"),
    /** A usable record matches, but one with the same usage and selector and a stronger digest does not (RFC 7671 §9). */
    WEAKER_MATCHES("weaker-matches"),
    /** There are usable records, but none matches the certificates that were sent. */
    MISMATCH("mismatch"),
    /** There are records, but none is usable (RFC 7672 §3.1). */
    UNUSABLE("unusable"),
    /** There are usable records, but no certificate was seen to compare them with. */
    NOT_COMPARED("not-compared"),
    /** No answer for a secure host, for a reason that is not on our side (RFC 7672 §2.1.2). */
    LOOKUP_ERROR("lookup-error"),
    /** Nothing is known: it was not asked, or no answer came for a reason on our side. */
    NOT_TESTED("not-tested");

    private final String token;

    TlsaState(String token) {
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
    public static Optional<TlsaState> ofToken(String token) {
        return Tokens.find(values(), TlsaState::token, token);
    }
}

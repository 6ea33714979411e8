/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.text.Tokens;
import java.util.Optional;

/** What an exchanger's TLSA records say about the certificates that it sent (RFC 7672 §2.2, §3). */
public enum TlsaState {
    /** There is none, and an answer says so; or the records are not secure, which counts as none. */
    NONE("none"),
    /** Senders do not ask for it, since the addresses of the host are not secure (RFC 7672 §2.2.2): as none. */
    NOT_ASKED("not-asked"),
    /** A usable record matches, and among those of its usage and selector none of a stronger digest says otherwise. */
    MATCHES("matches"),
    /** A usable record matches, and one of the same usage and selector with a stronger digest does not (RFC 7671 §9). */
    WEAKER_MATCHES("weaker-matches"),
    /** There are usable records, and none matches what was sent. */
    MISMATCH("mismatch"),
    /** There are records, and none is usable (RFC 7672 §3.1). */
    UNUSABLE("unusable"),
    /** There are usable records, and no certificate was seen to compare them with. */
    NOT_COMPARED("not-compared"),
    /** No answer for a secure host, and not for a reason on our side (RFC 7672 §2.1.2). */
    LOOKUP_ERROR("lookup-error"),
    /** Nothing is known: nobody asked, or no answer came for a reason on our side. */
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
     * Finds one by its token.
     *
     * @param token such as {@code none}
     * @return the one with exactly this token; empty if this release knows none
     */
    public static Optional<TlsaState> ofToken(String token) {
        return Tokens.find(values(), TlsaState::token, token);
    }
}

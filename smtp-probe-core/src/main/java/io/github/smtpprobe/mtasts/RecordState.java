/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/** What the TXT records at a name amount to for a sender (RFC 8461 §3.1, RFC 8460 §3): only {@link #ONE} counts as a record. */
public enum RecordState {
    /** None begins with the version and a semicolon, although one may have been meant to. */
    NONE("none"),
    /** Exactly one does, and it is usable. */
    ONE("one"),
    /** More than one does, so they count as none. */
    MANY("many"),
    /** Exactly one does, but it is unusable and counts as none. */
    BAD_SYNTAX("bad-syntax");

    private final String token;

    RecordState(String token) {
        this.token = token;
    }

    /** {@return the stable token, such as {@code one}} */
    public String token() {
        return token;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code one}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<RecordState> ofToken(String token) {
        return Tokens.find(values(), RecordState::token, token);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/** The result of TLS at one address of an exchanger, as a sender would see it. */
public enum TlsResult {
    /** The handshake was completed, whatever is wrong with the certificate. */
    WORKS("works", "TLS works"),
    /** The server does not offer STARTTLS. */
    NOT_OFFERED("not-offered", "STARTTLS is not offered"),
    /** The server offers STARTTLS, but refuses the command. */
    REFUSED("refused", "STARTTLS is refused"),
    /** The server offers STARTTLS, but did not reply to the command, or the handshake failed. */
    FAILED("failed", "TLS fails"),
    /** There was no conversation: no connection, no 220 greeting, or no reply to EHLO. */
    NO_CONVERSATION("no-conversation", "no conversation came about"),
    /** It was not tried, or ended for a reason on our side. */
    NOT_TESTED("not-tested", "TLS was not tested");

    private final String token;
    private final String label;

    TlsResult(String token, String label) {
        this.token = token;
        this.label = label;
    }

    /** {@return the stable token, such as {@code not-offered}} */
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
     * @param token such as {@code not-offered}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<TlsResult> ofToken(String token) {
        return Tokens.find(values(), TlsResult::token, token);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/** Why a step was skipped. */
public enum SkipReason {
    /** An earlier step failed. */
    EARLIER_STEP_FAILED("earlier-step-failed", false),
    /** The caller asked to stop before it. */
    STOPPED("stopped", true),
    /** The server does not offer it. */
    NOT_OFFERED("not-offered", false),
    /**
     * The server was not asked whether it offers it: only HELO was sent, and servers list their extensions only in reply to EHLO
     * (RFC 5321 §2.2).
     */
    EXTENSIONS_NOT_ASKED("extensions-not-asked", false),
    /** Credentials are not sent in clear text unless the caller explicitly allows it. */
    CLEARTEXT_REFUSED("cleartext-refused", false),
    /** The peer's identity is not verified, so credentials are not sent. */
    PEER_NOT_VERIFIED("peer-not-verified", false),
    /** There is no mechanism that both sides know, that accepts these credentials and that the caller allows. */
    NO_COMMON_MECHANISM("no-common-mechanism", false),
    /** A server has already accepted or rejected these credentials in this probe. */
    CREDENTIALS_ALREADY_JUDGED("credentials-already-judged", false),
    /** Enough logins were refused or made in this probe: servers lock accounts and ban addresses after a few. */
    ENOUGH_LOGINS("enough-logins", false),
    /** The server accepts no further login at present: a reply said so, or the connection for the previous login failed. */
    LOGINS_HELD_BACK("logins-held-back", false),
    /** The mailbox needs SMTPUTF8, which the server does not offer. */
    SMTPUTF8_NOT_OFFERED("smtputf8-not-offered", false),
    /** The message needs 8BITMIME, which the server does not offer. */
    EIGHT_BIT_NOT_OFFERED("eight-bit-not-offered", false),
    /** A recipient was refused, so the message was not sent to the others either. */
    RECIPIENT_REFUSED("recipient-refused", false),
    /** The server has meanwhile spoken on the first connection, so the second look was no longer needed. */
    FIRST_CONNECTION_SPOKE("first-connection-spoke", true),
    /** The connection is closing or out of step, so no command, such as QUIT, can be sent any more. */
    CONNECTION_UNUSABLE("connection-unusable", true),
    /** The address is not known. */
    ADDRESS_UNKNOWN("address-unknown", false),
    /** The application's resolver does not support this look-up. */
    NOT_SUPPORTED("not-supported", false),
    /** There are more of this kind than one probe looks at. */
    TOO_MANY("too-many", false),
    /** A pasted text does not show it. */
    NOT_SHOWN("not-shown", false),
    /**
     * The batch held the connection back, to limit the load on the server's operator, until no time was left or the operator was
     * given up.
     */
    NO_TURN("no-turn", false),
    /** No time was left. */
    DEADLINE("deadline", false);

    private final String token;
    private final boolean harmless;

    SkipReason(String token, boolean harmless) {
        this.token = token;
        this.harmless = harmless;
    }

    /**
     * {@return whether skipping the step is not a failure; its state is then {@link Fact.State#NOT_ASKED}, otherwise
     * {@link Fact.State#SKIPPED}}
     */
    public boolean harmless() {
        return harmless;
    }

    /** {@return the stable token, such as {@code not-offered}} */
    public String token() {
        return token;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code not-offered}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<SkipReason> ofToken(String token) {
        return Tokens.find(values(), SkipReason::token, token);
    }
}

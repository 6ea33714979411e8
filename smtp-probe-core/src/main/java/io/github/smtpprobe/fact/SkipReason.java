/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.text.Tokens;
import java.util.Optional;

/** Why a step was not taken. */
public enum SkipReason {
    /** A step before it failed. */
    EARLIER_STEP_FAILED("earlier-step-failed", false),
    /** The caller asked to stop before. */
    STOPPED("stopped", true),
    /** The server does not offer it. */
    NOT_OFFERED("not-offered", false),
    /**
     * The server may offer it, and was not asked: hello was said by HELO alone, and only in reply to EHLO does a server name its
     * extensions (RFC 5321 §2.2).
     */
    EXTENSIONS_NOT_ASKED("extensions-not-asked", false),
    /** Credentials do not cross clear text unless the caller allows it by name. */
    CLEARTEXT_REFUSED("cleartext-refused", false),
    /** The peer's identity is not verified, so credentials are not sent. */
    PEER_NOT_VERIFIED("peer-not-verified", false),
    /** No mechanism is known to both sides, takes these credentials and is allowed by the caller. */
    NO_COMMON_MECHANISM("no-common-mechanism", false),
    /** A server has judged these credentials before in this probe. */
    CREDENTIALS_ALREADY_JUDGED("credentials-already-judged", false),
    /** So many logins were refused, or made, that this probe makes no further one: servers lock accounts and bar addresses after a few. */
    ENOUGH_LOGINS("enough-logins", false),
    /** The server takes no further login for now: a reply said so, or the connection for the login before this one failed. */
    LOGINS_HELD_BACK("logins-held-back", false),
    /** The mailbox needs SMTPUTF8, which the server does not offer. */
    SMTPUTF8_NOT_OFFERED("smtputf8-not-offered", false),
    /** The message needs 8BITMIME, which the server does not offer. */
    EIGHT_BIT_NOT_OFFERED("eight-bit-not-offered", false),
    /** A recipient was refused, so the message was not sent to the others. */
    RECIPIENT_REFUSED("recipient-refused", false),
    /** The connection that a second look was to explain has spoken meanwhile, so that nobody needed to look any more. */
    FIRST_CONNECTION_SPOKE("first-connection-spoke", true),
    /** The connection is closing or out of step, so that nothing can be asked on it any more, as of QUIT. */
    CONNECTION_UNUSABLE("connection-unusable", true),
    /** The address is not known from here. */
    ADDRESS_UNKNOWN("address-unknown", false),
    /** The caller's resolver has no such look-up. */
    NOT_SUPPORTED("not-supported", false),
    /** There are more of its kind than one probe looks at. */
    TOO_MANY("too-many", false),
    /** A pasted text does not show it. */
    NOT_SHOWN("not-shown", false),
    /** The batch held the connection back, out of regard for the server's operator, until no time was left or the operator was given up. */
    NO_TURN("no-turn", false),
    /** No time was left. */
    DEADLINE("deadline", false);

    private final String token;
    private final boolean harmless;

    SkipReason(String token, boolean harmless) {
        this.token = token;
        this.harmless = harmless;
    }

    /** {@return whether leaving the step out is no failure: its state is {@link Fact.State#NOT_ASKED}, else {@link Fact.State#SKIPPED}} */
    public boolean harmless() {
        return harmless;
    }

    /** {@return the stable token, such as {@code not-offered}} */
    public String token() {
        return token;
    }

    /**
     * Finds one by its token.
     *
     * @param token such as {@code not-offered}
     * @return the one with exactly this token; empty if this release knows none
     */
    public static Optional<SkipReason> ofToken(String token) {
        return Tokens.find(values(), SkipReason::token, token);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.records;

import io.github.smtpprobe.text.Tokens;
import java.util.Optional;

/** Why a question of DNS was not answered, why its answer is bogus, or why it could not be tested. */
public enum Trouble {
    /** No name server answered in time. */
    SILENT("silent"),
    /** The name server says SERVFAIL, and validation here has found nothing wrong (RFC 1035 §4.1.1). */
    SERVER_FAILURE("server-failure"),
    /** The name server refuses to answer (RFC 1035 §4.1.1). */
    REFUSED("refused"),
    /** The name server says that it cannot: FORMERR, NOTIMP, BADVERS or another code of error. */
    OTHER_CODE("other-code"),
    /** What came is no DNS message, or contradicts itself. */
    MALFORMED("malformed"),
    /** What came answers another question. */
    OTHER_ANSWER("other-answer"),
    /** The answer is too long for a UDP packet, and over TCP it was not to be had (RFC 7766). */
    TRUNCATED("truncated"),
    /** The answer has more records than are read here. */
    TOO_MANY("too-many"),
    /** Nothing listens where the name server should be, or this machine cannot reach it. */
    UNREACHABLE("unreachable"),
    /** The aliases lead in a circle, or further than sixteen of them (RFC 1034 §3.6.2). */
    ALIAS_LOOP("alias-loop"),
    /** The name cannot be asked for: it is no domain name, or longer than 255 octets. */
    NAME("name"),
    /** A signature does not verify (RFC 4035 §5.3). */
    SIGNATURE("signature"),
    /** A signature should be there, and none is (RFC 4035 §5.3.1). */
    NO_SIGNATURE("no-signature"),
    /** All signatures have expired (RFC 4035 §5.3.1). */
    EXPIRED("expired"),
    /** All signatures begin in the future (RFC 4035 §5.3.1): the signer's clock, or ours. */
    NOT_YET("not-yet"),
    /** The parent has a DS record, and the zone no such key (RFC 4035 §5.2). */
    NO_KEY("no-key"),
    /** The zone is signed only with algorithms or digests that are not supported here (RFC 4035 §5.2, RFC 8624 §3). */
    ALGORITHM("algorithm"),
    /** That there is no such name or type is not proven: NSEC or NSEC3 records do not validate or do not fit (RFC 4035 §5.4). */
    DENIAL("denial"),
    /** NSEC3 with so many iterations that validators refuse the work (RFC 9276 §3.2). */
    NSEC3_ITERATIONS("nsec3-iterations"),
    /** So many keys and signatures have to be tried that validation was given up. */
    TOO_MUCH_WORK("too-much-work"),
    /** It cannot be told whether the answer should be signed (RFC 4033 §5, indeterminate). */
    INDETERMINATE("indeterminate"),
    /** It does not validate, for a reason not told apart here. */
    UNTOLD("untold"),
    /** There is no trust anchor, or none that the root zone's keys fit. */
    NO_ANCHOR("no-anchor"),
    /** The resolver leaves out signatures, or refuses to be asked for them (RFC 4035 §4.1). */
    STRIPPED("stripped"),
    /** By this machine's clock the root zone's signatures are not valid now. */
    CLOCK("clock"),
    /** What the resolver says of the root zone does not validate: whatever else it says cannot either. */
    ROOT("root"),
    /** The survey was cancelled before the answer came. */
    CANCELLED("cancelled"),
    /** There was no time left to ask, or to wait for the answer and check it. */
    DEADLINE("deadline"),
    /** This machine has no socket to ask with. */
    NO_SOCKET("no-socket"),
    /** The resolver of the application threw, or returned what cannot be, or a look-up of the application's asked what it must not. */
    EXTENSION_FAILED("extension-failed");

    private final String token;

    Trouble(String token) {
        this.token = token;
    }

    /** {@return the stable token, such as {@code expired}} */
    public String token() {
        return token;
    }

    /**
     * Tells whether it is on our side: it says nothing of what a sender would learn by the same question.
     *
     * @return whether it lies with this machine, its resolver's being there, or the limits of this library
     */
    public boolean ours() {
        return switch (this) {
            case CANCELLED, DEADLINE, NO_SOCKET, EXTENSION_FAILED, UNREACHABLE, TOO_MANY, TOO_MUCH_WORK -> true;
            default -> false;
        };
    }

    /**
     * Finds one by its token.
     *
     * @param token such as {@code expired}
     * @return the one with exactly this token; empty if this release knows none
     */
    public static Optional<Trouble> ofToken(String token) {
        return Tokens.find(values(), Trouble::token, token);
    }
}

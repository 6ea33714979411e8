/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.records;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/** Why a DNS question was not answered, why its answer is bogus, or why it could not be validated. */
public enum Trouble {
    /** No name server answered in time. */
    SILENT("silent", "no name server answered in time"),
    /** The name server says SERVFAIL, although validation here has found nothing wrong (RFC 1035 §4.1.1). */
    SERVER_FAILURE("server-failure", "the name server says SERVFAIL"),
    /** The name server refuses to answer (RFC 1035 §4.1.1). */
    REFUSED("refused", "the name server refuses to answer"),
    /** The name server reports another error: FORMERR, NOTIMP, BADVERS or the like. */
    OTHER_CODE("other-code", "the name server says that it cannot answer"),
    /** What came is not a DNS message, or contradicts itself. */
    MALFORMED("malformed", "what came is no DNS message"),
    /** What came answers another question. */
    OTHER_ANSWER("other-answer", "what came answers another question"),
    /** The answer is too long for a UDP packet, and could not be fetched over TCP (RFC 7766). */
    TRUNCATED("truncated", "the answer is too long for UDP, and could not be had over TCP"),
    /** The answer has more records than are read here. */
    TOO_MANY("too-many", "the answer has more records than are read here"),
    /** Nothing listens where the name server should be, or this machine cannot reach it. */
    UNREACHABLE("unreachable", "the name server cannot be reached"),
    /** The aliases form a loop, or there are more than sixteen of them (RFC 1034 §3.6.2). */
    ALIAS_LOOP("alias-loop", "the aliases lead in a circle, or too far"),
    /** The name cannot be looked up: it is not a domain name, or is longer than 255 octets. */
    NAME("name", "the name cannot be asked for"),
    /** A signature is invalid (RFC 4035 §5.3). */
    SIGNATURE("signature", "a signature does not verify"),
    /** A signature is missing (RFC 4035 §5.3.1). */
    NO_SIGNATURE("no-signature", "a signature is missing"),
    /** All signatures have expired (RFC 4035 §5.3.1). */
    EXPIRED("expired", "all signatures have expired"),
    /** No signature is valid yet (RFC 4035 §5.3.1): the signer's clock is wrong, or ours. */
    NOT_YET("not-yet", "all signatures begin in the future"),
    /** The parent has a DS record, but the zone has no such key (RFC 4035 §5.2). */
    NO_KEY("no-key", "the parent has a DS record, and the zone no such key"),
    /** No DS record of the zone has an algorithm and a digest that are supported here, so that it counts as unsigned (RFC 4035 §5.2). */
    ALGORITHM("algorithm", "no DS record of the zone has an algorithm and a digest that are supported here"),
    /** It is not proven that there is no such name or type: NSEC or NSEC3 records do not validate or do not apply (RFC 4035 §5.4). */
    DENIAL("denial", "it is not proven that there is no such record"),
    /** NSEC3 has so many iterations that validators refuse the work (RFC 9276 §3.2). */
    NSEC3_ITERATIONS("nsec3-iterations", "NSEC3 has more iterations than validators accept"),
    /** Validation was given up because too many keys and signatures would have to be tried. */
    TOO_MUCH_WORK("too-much-work", "validation would have taken too much work"),
    /** It cannot be told whether the answer should be signed (RFC 4033 §5, indeterminate). */
    INDETERMINATE("indeterminate", "it cannot be told whether the answer should be signed"),
    /** The answer does not validate, for a reason that is not distinguished here. */
    UNTOLD("untold", "the answer does not validate"),
    /** There is no trust anchor, or none that matches a key of the root zone. */
    NO_ANCHOR("no-anchor", "there is no trust anchor here that fits"),
    /** The resolver omits signatures, or refuses questions that ask for them (RFC 4035 §4.1). */
    STRIPPED("stripped", "the resolver leaves out signatures"),
    /** According to this machine's clock, the root zone's signatures are not valid now. */
    CLOCK("clock", "by the clock of this machine the root zone is not validly signed"),
    /** The resolver's answers about the root zone do not validate, so none of its answers can. */
    ROOT("root", "the root zone does not validate here"),
    /** The survey was cancelled before the answer came. */
    CANCELLED("cancelled", "the survey was cancelled before"),
    /** There was no time left to ask, or to wait for the answer and check it. */
    DEADLINE("deadline", "there was no time left"),
    /** This machine has no socket left to ask with. */
    NO_SOCKET("no-socket", "this machine had no socket to ask with"),
    /**
     * The application's resolver threw or returned something impossible, or one of the application's look-ups asked a question
     * that it may not ask.
     */
    EXTENSION_FAILED("extension-failed", "code of the application failed");

    private final String token;
    private final String label;

    Trouble(String token, String label) {
        this.token = token;
        this.label = label;
    }

    /** {@return the stable token, such as {@code expired}} */
    public String token() {
        return token;
    }

    /** {@return a few words for people, which can end a sentence; they may change with any release} */
    public String label() {
        return label;
    }

    /**
     * Tells whether the cause is on our side, so that it says nothing about what a sender would learn from the same question.
     *
     * @return whether it lies with this machine, the reachability of its resolver, or the limits of this library
     */
    public boolean ours() {
        return switch (this) {
            case CANCELLED, DEADLINE, NO_SOCKET, EXTENSION_FAILED, UNREACHABLE, TOO_MANY, TOO_MUCH_WORK -> true;
            default -> false;
        };
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code expired}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<Trouble> ofToken(String token) {
        return Tokens.find(values(), Trouble::token, token);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.records;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/**
 * How far a DNS answer is proven (RFC 4033 §5, RFC 7672 §2.1.1). The states are strictly distinguished: a failed look-up, for
 * example, does not mean that there is no record.
 */
public enum Security {
    /** A chain of valid signatures leads from a trust anchor to this answer, which may be that there is no such name or type. */
    SECURE("secure"),
    /** The zone is proven to be unsigned, or no anchor covers it. This is a normal answer and not an error. */
    INSECURE("insecure"),
    /** There should be signatures, but what came does not validate: a validating resolver gives no answer at all. */
    BOGUS("bogus"),
    /** There was no usable answer: SERVFAIL, REFUSED, silence or nonsense. */
    FAILED("lookup-failed"),
    /** The question was not asked, because its answer could not have mattered. */
    NOT_ASKED("not-asked"),
    /** There may be an answer, but nothing could be proven, for a reason on our side or our resolver's. */
    NOT_TESTED("not-tested");

    private final String token;

    Security(String token) {
        this.token = token;
    }

    /** {@return the stable token, such as {@code secure}} */
    public String token() {
        return token;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code secure}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<Security> ofToken(String token) {
        return Tokens.find(values(), Security::token, token);
    }

    /** {@return whether there is an answer, secure or insecure} */
    public boolean learned() {
        return this == SECURE || this == INSECURE;
    }
}

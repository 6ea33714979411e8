/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.records;

import io.github.smtpprobe.text.Tokens;
import java.util.Optional;

/**
 * How far an answer of DNS is proven (RFC 4033 §5, RFC 7672 §2.1.1). The states are closed and never mixed: that a lookup failed is
 * not that there is no record.
 */
public enum Security {
    /** A chain of signatures holds from a trust anchor to this answer; also to the answer that there is no such name or type. */
    SECURE("secure"),
    /** The zone is proven to be unsigned, or no anchor covers it. An answer all the same, and no error. */
    INSECURE("insecure"),
    /** Signatures should be there, and what came does not validate: a validating resolver gives no answer at all. */
    BOGUS("bogus"),
    /** Nobody answered, or not the question: SERVFAIL, REFUSED, silence, nonsense. */
    FAILED("lookup-failed"),
    /** The question was not put, because its answer could not have mattered. */
    NOT_ASKED("not-asked"),
    /** The question may have been answered, and nothing could be proven for a reason that lies with us or our resolver. */
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
     * Finds one by its token.
     *
     * @param token such as {@code secure}
     * @return the one with exactly this token; empty if this release knows none
     */
    public static Optional<Security> ofToken(String token) {
        return Tokens.find(values(), Security::token, token);
    }

    /** {@return whether the answer was learned: secure or insecure} */
    public boolean learned() {
        return this == SECURE || this == INSECURE;
    }
}

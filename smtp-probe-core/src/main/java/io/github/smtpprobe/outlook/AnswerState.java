/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/** The result of a DNS look-up, and how far it is proven (RFC 4033 §5). "No such name" and "no such record" are answers, too. */
public enum AnswerState {
    /** An answer with a valid chain of signatures from a trust anchor. */
    SECURE("secure"),
    /** An answer from a zone that is proven to be unsigned, or that no trust anchor covers. */
    INSECURE("insecure"),
    /** Invalid signatures: those who validate get no answer. */
    BOGUS("bogus"),
    /** No answer, for reasons that are not on our side: SERVFAIL, REFUSED, silence or nonsense from the name servers. */
    LOOKUP_FAILED("lookup-failed"),
    /**
     * An answer that could not be validated for a reason on our side: a resolver that strips signatures, no trust anchor, a wrong
     * clock.
     */
    UNPROVEN("unproven"),
    /** Nothing is known: it was not asked, or no answer came for a reason on our side. */
    NOT_TESTED("not-tested");

    private final String token;

    AnswerState(String token) {
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
    public static Optional<AnswerState> ofToken(String token) {
        return Tokens.find(values(), AnswerState::token, token);
    }
}

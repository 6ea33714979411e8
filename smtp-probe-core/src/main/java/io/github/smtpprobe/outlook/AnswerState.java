/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.text.Tokens;
import java.util.Optional;

/** What a look-up in DNS gave, and how far it is proven (RFC 4033 §5). "No such name" and "no such record" are answers. */
public enum AnswerState {
    /** An answer whose chain of signatures holds from a trust anchor. */
    SECURE("secure"),
    /** An answer from a zone that is proven to be unsigned, or that no trust anchor covers. */
    INSECURE("insecure"),
    /** Signatures that do not hold: who validates has no answer. */
    BOGUS("bogus"),
    /** No answer, and not for a reason on our side: SERVFAIL, REFUSED, silence or nonsense of the name servers. */
    LOOKUP_FAILED("lookup-failed"),
    /** An answer, of which it could not be tested on our side whether it is secure: a resolver that strips signatures, no trust anchor, a wrong clock. */
    UNPROVEN("unproven"),
    /** Nothing is known: nobody asked, or no answer came for a reason on our side. */
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
     * Finds one by its token.
     *
     * @param token such as {@code secure}
     * @return the one with exactly this token; empty if this release knows none
     */
    public static Optional<AnswerState> ofToken(String token) {
        return Tokens.find(values(), AnswerState::token, token);
    }
}

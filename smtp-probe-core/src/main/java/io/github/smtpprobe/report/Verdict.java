/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/** The verdict on a probe. */
public enum Verdict {
    /** Everything that was asked for works. */
    PASSED("passed"),
    /** Something that was asked for does not work; silence is an answer too, so a server that let a wait end without one has failed. */
    FAILED("failed"),
    /** It cannot be told at present: a temporary refusal, a resolver that is down, trouble on this machine, or no time left for a step. */
    INCONCLUSIVE("inconclusive");

    private final String token;

    Verdict(String token) {
        this.token = token;
    }

    /** {@return the stable token, such as {@code passed}} */
    public String token() {
        return token;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code passed}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<Verdict> ofToken(String token) {
        return Tokens.find(values(), Verdict::token, token);
    }
}

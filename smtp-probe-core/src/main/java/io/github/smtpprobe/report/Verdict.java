/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

/** The one word on a probe. */
public enum Verdict {
    /** Everything that was asked works. */
    PASSED("passed"),
    /** Something that was asked does not work. */
    FAILED("failed"),
    /** Nobody can tell now: a temporary refusal, a resolver that is down, trouble on this machine, no time left. */
    INCONCLUSIVE("inconclusive");

    private final String token;

    Verdict(String token) {
        this.token = token;
    }

    /** {@return the stable token, such as {@code passed}} */
    public String token() {
        return token;
    }
}

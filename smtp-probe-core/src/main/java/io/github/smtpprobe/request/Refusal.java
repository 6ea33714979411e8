/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

/** A text of a caller's that is refused for a reason with a code of its own. */
final class Refusal extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final Problem.Code code;

    Refusal(Problem.Code code, String message) {
        super(message);
        this.code = code;
    }

    Problem.Code code() {
        return code;
    }
}

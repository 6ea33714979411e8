/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

/** Thrown for a caller's text that is refused for a reason that has its own code. */
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

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

/** Why a SCRAM exchange does not continue, in words that contain no secret and nothing from the peer. */
final class ScramRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final ScramDetails.State state;
    private final String reason;

    ScramRefusal(String reason) {
        this(ScramDetails.State.UNFINISHED, reason);
    }

    ScramRefusal(ScramDetails.State state, String reason) {
        super(reason, null, false, false);
        this.state = state;
        this.reason = reason;
    }

    ScramDetails.State state() {
        return state;
    }

    String reason() {
        return reason;
    }
}

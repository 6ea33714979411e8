/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.guard.Guard;
import java.time.Duration;

/**
 * Decides whether a step that ran out of time did so because of the application's own code. If that code took more time than the
 * peer was given, the peer is not blamed.
 */
public final class HeldUp {
    private final Guard guard;
    private final Duration whole;

    /**
     * Judges the steps of one probe.
     *
     * @param guard tells how long the application's code took
     * @param whole the time limit of the probe
     */
    public HeldUp(Guard guard, Duration whole) {
        this.guard = guard;
        this.whole = whole;
    }

    /**
     * Explains why there was no time left to begin a step.
     *
     * @param outcome of the step
     * @return the same, unless code of the application's took more than half of the time
     */
    public Outcome unbegun(Outcome outcome) {
        Duration held = guard.held();
        return held.compareTo(whole.minus(held)) > 0 ? by("") : outcome;
    }

    /**
     * Explains whether a step's peer had the time that it needed.
     *
     * @param outcome of the step
     * @param held    how long the application's code took in this step
     * @param waited  how long the peer had
     * @param over    whether the time of the conversation is over, so that earlier delays count, too
     */
    Outcome ended(Outcome outcome, Duration held, Duration waited, boolean over) {
        if (!(outcome instanceof Outcome.Failed failed)) {
            return outcome;
        }
        if (failed.kind() == FailureKind.DEADLINE) {
            return unbegun(outcome);
        }
        boolean most = (over ? guard.held() : held).compareTo(waited) > 0;
        boolean waiting = failed.kind() == FailureKind.TIMEOUT || failed.reason() == Reason.PROXY_TIMEOUT;
        return waiting && most ? by("; the server had " + Math.max(0, waited.toMillis()) + " ms") : outcome;
    }

    private Outcome by(String server) {
        return Outcome.failed(Reason.HELD_UP, "code of the application held the probe: " + guard.heldBy() + server);
    }
}

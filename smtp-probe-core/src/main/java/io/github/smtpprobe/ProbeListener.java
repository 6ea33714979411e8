/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

/**
 * Hears of a probe while it runs. Called on the probing thread, in order within a call: the probe waits for it, at most until the
 * deadline. At the deadline, or when the call is cancelled, the listener is interrupted and must end. One that throws, or goes on
 * after that, is muted for the rest of the call, and the report says so. Nothing that it hears holds a secret.
 *
 * <p>Each {@linkplain ProbeEvent event} names the call and the attempt, and can cancel the call. Methods may be added, always with a
 * default.
 */
public interface ProbeListener {
    /**
     * The probe begins, and its deadline with it.
     *
     * @param event what is probed
     */
    default void probeStarted(ProbeEvent.ProbeStarted event) {}

    /**
     * Names were looked up.
     *
     * @param event what was found
     */
    default void resolved(ProbeEvent.Resolved event) {}

    /**
     * An attempt begins. What happens on a second connection beside a silent one is told when the first has ended, attempt by attempt.
     *
     * @param event where to and why
     */
    default void attemptStarted(ProbeEvent.AttemptStarted event) {}

    /**
     * A step begins. One that is not taken, because it was not asked for or an earlier one failed, is only
     * {@linkplain #observed observed}. DATA and the message behind it are one step.
     *
     * @param event which one
     */
    default void stepStarted(ProbeEvent.StepStarted event) {}

    /**
     * A line was sent or received, or something happened to the connection.
     *
     * @param event the line
     */
    default void recorded(ProbeEvent.Recorded event) {}

    /**
     * A step has ended, or was not taken.
     *
     * @param event what came of it
     */
    default void observed(ProbeEvent.Observed event) {}

    /**
     * The probe has ended.
     *
     * @param event everything
     */
    default void probeFinished(ProbeEvent.ProbeFinished event) {}
}

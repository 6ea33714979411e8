/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

/**
 * Follows a probe while it runs. Its methods are called on the probing thread, in order within a call, and the probe waits for
 * them, at most until its deadline. At the deadline, or when the call is cancelled, the listener is interrupted and must return.
 * A listener that throws, or does not return then, hears nothing more of this call, and the report says so. No event holds a
 * secret.
 *
 * <p>Each {@linkplain ProbeEvent event} identifies the call and the attempt, and can cancel the call. Methods may be added in
 * later releases, always with a default implementation.
 */
public interface ProbeListener {
    /**
     * The probe begins, and its deadline with it.
     *
     * @param event tells what is probed
     */
    default void probeStarted(ProbeEvent.ProbeStarted event) {}

    /**
     * Names were looked up.
     *
     * @param event tells what was found
     */
    default void resolved(ProbeEvent.Resolved event) {}

    /**
     * An attempt begins. If a second connection is opened while the first one is silent, its events follow once the first attempt
     * has ended.
     *
     * @param event tells the route and the purpose
     */
    default void attemptStarted(ProbeEvent.AttemptStarted event) {}

    /**
     * A step begins. A step that is skipped, because it was not asked for or an earlier one failed, is only
     * {@linkplain #observed observed}. DATA and the message that follows it are one step.
     *
     * @param event tells which step
     */
    default void stepStarted(ProbeEvent.StepStarted event) {}

    /**
     * A line was sent or received, or something happened to the connection.
     *
     * @param event holds the line
     */
    default void recorded(ProbeEvent.Recorded event) {}

    /**
     * A step has ended, or was skipped.
     *
     * @param event holds the fact
     */
    default void observed(ProbeEvent.Observed event) {}

    /**
     * The probe has ended.
     *
     * @param event holds the report
     */
    default void probeFinished(ProbeEvent.ProbeFinished event) {}
}

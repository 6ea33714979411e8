/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.transcript.Entry;

/**
 * Hears of a probe while it runs. Called on the probing thread, in order within a call; what it takes long for, the probe waits
 * for until its deadline. Then, or when the call is cancelled, the listener is interrupted and must end. One that throws, or holds a
 * probe that is over, is muted for the rest of that call, and the report says so. Nothing that it hears holds a secret.
 */
public interface ProbeListener {
    /**
     * Names were looked up.
     *
     * @param call       names the call, unique within this process
     * @param resolution what was found
     */
    default void resolved(long call, Resolution resolution) {}

    /**
     * An attempt begins.
     *
     * @param call    names the call
     * @param route   where to
     * @param purpose why
     */
    default void attemptStarted(long call, Route route, Purpose purpose) {}

    /**
     * A line was sent or received, or an event happened.
     *
     * @param call  names the call
     * @param entry of the transcript
     */
    default void recorded(long call, Entry entry) {}

    /**
     * A step has ended.
     *
     * @param call names the call
     * @param fact what it came to
     */
    default void observed(long call, Fact fact) {}

    /**
     * The probe has ended.
     *
     * @param call   names the call
     * @param report everything
     */
    default void finished(long call, ProbeReport report) {}
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.transcript.Entry;

/** Follows attempts as they happen, on the probing thread. */
public interface SessionListener {
    /**
     * An attempt begins.
     *
     * @param attempt its index in the report
     * @param route   its route
     * @param purpose its purpose
     */
    void started(int attempt, Route route, Purpose purpose);

    /**
     * A step begins.
     *
     * @param attempt the attempt's index
     * @param stage   the step
     */
    void begun(int attempt, Stage stage);

    /**
     * A line was sent or received, or an event happened.
     *
     * @param attempt the attempt's index
     * @param entry   the entry of the transcript
     */
    void recorded(int attempt, Entry entry);

    /**
     * A step has ended, or was not taken.
     *
     * @param attempt the attempt's index
     * @param fact    its result
     */
    void observed(int attempt, Fact fact);
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.transcript.Entry;

/** Hears of attempts as they happen, on the probing thread. */
public interface SessionListener {
    /**
     * An attempt begins.
     *
     * @param route   where to
     * @param purpose why
     */
    void started(Route route, Purpose purpose);

    /**
     * A line was sent or received, or an event happened.
     *
     * @param entry of the transcript
     */
    void recorded(Entry entry);

    /**
     * A step has ended.
     *
     * @param fact what it came to
     */
    void observed(Fact fact);
}

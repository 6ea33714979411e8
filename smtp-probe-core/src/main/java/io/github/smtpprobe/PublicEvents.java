/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.report.ProbeReport;
import java.util.Objects;

/**
 * Passes on only those events of a running probe that strangers may see, by the rules of {@link ProbeReport#forStrangers()}.
 * Nothing of an attempt is passed on until a valid 220 greeting has been read. Then follow its start, its steps with their
 * outcomes, and its lines from the greeting on, in order, and everything after that as it happens. Attempts are numbered from 0
 * as they are passed on, which is not their index in the report; at most 20 are. The start and the end of the probe, names and
 * reports are never passed on.
 *
 * <p>For an attempt that appears in the report for strangers, exactly its facts and entries are passed on. If there were too
 * many, the number of those left out follows at the end of the attempt.
 *
 * <pre>{@code
 * ProbeListener page = new ProbeListener() {
 *     @Override
 *     public void recorded(ProbeEvent.Recorded event) {
 *         System.out.println(event.entry());
 *     }
 * };
 * SmtpProbe.forUntrustedTargets()
 *         .call(ProbeRequest.to("mx.example.com", 25).build(), PublicEvents.to(page))
 *         .execute();
 * }</pre>
 */
public final class PublicEvents {
    private PublicEvents() {}

    /**
     * Wraps a listener for one call.
     *
     * @param listener receives the events, on the probing thread as every listener does
     * @return a listener for {@link SmtpProbe#call(io.github.smtpprobe.request.ProbeRequest, ProbeListener)}; it fails if it is
     *     used for a second call
     */
    public static ProbeListener to(ProbeListener listener) {
        return new PublicListener(Objects.requireNonNull(listener, "listener"));
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.report.ProbeReport;
import java.util.Objects;

/**
 * Hands on of a probe only what strangers may hear while it runs, by the rules of {@link ProbeReport#forStrangers()}. Of an attempt nothing is
 * heard until a valid 220 greeting was read in it; then come, in their order, its beginning, its steps, what came of them, and its
 * lines from the greeting on, and from there on what happens, as it happens. Attempts count from 0 as they are heard, which is not
 * their place in the report, and 20 are the most. The beginning and the end of the probe, names and reports are never heard.
 *
 * <p>Of an attempt that makes it into the report for strangers the same facts and entries are heard as are in it. What was too much to tell is
 * said when the attempt has ended.
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
     * Wraps a listener, for one call.
     *
     * @param listener what strangers hear; told on the probing thread, as every listener is
     * @return a listener for {@link SmtpProbe#call(io.github.smtpprobe.request.ProbeRequest, ProbeListener)}; it fails where it hears of a
     *     second call
     */
    public static ProbeListener to(ProbeListener listener) {
        return new PublicListener(Objects.requireNonNull(listener, "listener"));
    }
}

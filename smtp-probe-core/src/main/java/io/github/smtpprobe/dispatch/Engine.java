/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.session.Admission;

/** What a batch needs of the façade, which it must not import: probes in two parts, with a wait between them that costs no deadline. */
@FunctionalInterface
public interface Engine {
    /**
     * Prepares a probe.
     *
     * @param request what to probe
     * @return the probe, which has not begun
     * @throws InvalidRequest if it cannot be followed
     */
    Probe prepare(ProbeRequest request);

    /** One probe. Its parts run one after the other, on any threads; {@link #cancel} may come at any time. */
    interface Probe {
        /**
         * Looks the target up. Blocks.
         *
         * @return the routes there are
         */
        Resolution lookUp();

        /**
         * Probes, once the target was looked up. Blocks.
         *
         * @param admission is asked before each connection
         * @return the report
         */
        ProbeReport run(Admission admission);

        /** Ends the probe at once. */
        void cancel();
    }
}

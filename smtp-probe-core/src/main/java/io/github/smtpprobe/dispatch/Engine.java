/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.survey.DomainReport;
import java.util.Optional;

/**
 * What a batch needs from the façade, which it must not import: probes and surveys in two parts, between which there is a wait
 * that does not count against the deadline.
 */
@FunctionalInterface
public interface Engine {
    /**
     * Prepares a probe, or a survey.
     *
     * @param target what to probe
     * @return the probe, which has not begun
     * @throws InvalidRequest if it cannot be carried out
     */
    Probe prepare(BatchTarget target);

    /** One probe or survey. Its parts run one after the other, on any threads; {@link #cancel} may be called at any time. */
    interface Probe {
        /**
         * Looks the target up. Blocks.
         *
         * @return the routes
         */
        Resolution lookUp();

        /**
         * Tells what will be asked first, once the target was looked up.
         *
         * @return what is asked on the first of the routes
         */
        Asked asksFirst();

        /**
         * Probes, once the target was looked up. Blocks.
         *
         * @param entrance admits each connection
         * @return the report
         */
        Ended run(Entrance entrance);

        /** Ends the probe at once. */
        void cancel();
    }

    /**
     * The report, of one kind or the other.
     *
     * @param probed   that of a probe
     * @param surveyed that of a survey
     */
    record Ended(Optional<ProbeReport> probed, Optional<DomainReport> surveyed) {
        /**
         * The end of a probe.
         *
         * @param report its report
         * @return the end
         */
        public static Ended probed(ProbeReport report) {
            return new Ended(Optional.of(report), Optional.empty());
        }

        /**
         * The end of a survey.
         *
         * @param report its report
         * @return the end
         */
        public static Ended surveyed(DomainReport report) {
            return new Ended(Optional.empty(), Optional.of(report));
        }
    }
}

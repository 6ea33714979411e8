/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Cancellation;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Guard;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.tls.TlsSettings;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transport.Transport;
import java.util.List;
import java.util.function.Consumer;

/** What a session needs to know. */
public final class Assignment {
    private Assignment() {}

    /**
     * The job.
     *
     * @param index             the attempt's place in the report
     * @param route             where to
     * @param purpose           why
     * @param connectBy         when to give up connecting
     * @param firstOctets       when to give up waiting for the peer's first octets
     * @param deadline          when to give up everything
     * @param credentialsJudged whether a server has judged the credentials before
     */
    public record Job(
            int index,
            Route route,
            Purpose purpose,
            Deadline connectBy,
            Deadline firstOctets,
            Deadline deadline,
            boolean credentialsJudged) {}

    /**
     * What it is done with; the same for all attempts of a probe.
     *
     * @param request      what was asked
     * @param transport    connects
     * @param tls          secures
     * @param mechanisms   all mechanisms that are known
     * @param guard        stands around the caller's code, and ends it
     * @param reticent     whether nothing is shown of what comes before a valid greeting
     * @param lines        hears each line
     * @param facts        hears each fact
     */
    public record Tools(
            ProbeRequest request,
            Transport transport,
            TlsSettings tls,
            List<SaslMechanism> mechanisms,
            Guard guard,
            boolean reticent,
            Consumer<Entry> lines,
            Consumer<Fact> facts) {
        /** {@return what ends the probe} */
        public Cancellation cancellation() {
            return guard.cancellation();
        }
    }
}

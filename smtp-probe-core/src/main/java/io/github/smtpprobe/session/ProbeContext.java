/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.text.masking.Scrubber;
import io.github.smtpprobe.tls.TlsSettings;
import io.github.smtpprobe.transport.Transport;
import java.util.List;

/**
 * What all attempts of one probe have in common.
 *
 * @param request      what was asked
 * @param transport    connects
 * @param tls          secures
 * @param mechanisms   all mechanisms that are known
 * @param scrubber   knows the secrets that were sent, on any connection
 * @param guard        guards the caller's code, and ends the probe
 * @param deadline     of the whole probe
 * @param begun        when the probe began, by the deadline's ticker
 * @param untrusted    whether a stranger chose the target, so that the server learns nothing about this machine, and nothing
 *     from it is shown before its greeting
 * @param listener     is told of everything as it happens
 * @param admission    is asked before each connection
 */
public record ProbeContext(
        ProbeRequest request,
        Transport transport,
        TlsSettings tls,
        List<SaslMechanism> mechanisms,
        Scrubber scrubber,
        Guard guard,
        Deadline deadline,
        long begun,
        boolean untrusted,
        SessionListener listener,
        Admission admission) {
    Cancellation cancellation() {
        return guard.cancellation();
    }

    /** The same context for a session whose events go to another listener. */
    ProbeContext heardBy(SessionListener other) {
        return new ProbeContext(
                request, transport, tls, mechanisms, scrubber, guard, deadline, begun, untrusted, other, admission);
    }
}

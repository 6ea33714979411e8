/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Target;
import io.github.smtpprobe.smtp.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What was asked, without secrets: all that checks and reports see of a request.
 *
 * @param target                      what is probed
 * @param ports                       the ports with their modes
 * @param coverage                    how many routes are tried
 * @param stopAfter                   the last step to take
 * @param credentials                 the kind of credentials; empty if none were given
 * @param mechanisms                  the only mechanisms allowed; empty for all
 * @param cleartextCredentialsAllowed whether credentials may be sent without encryption
 * @param inspectsInvalidCertificate  whether the probe goes on after a bad certificate
 * @param envelope                    whether MAIL and RCPT were asked for
 * @param message                     whether a message was given
 * @param deadline                    the limit of the whole probe
 */
public record RequestView(
        Target target,
        PortPlan ports,
        Coverage coverage,
        Optional<Stage> stopAfter,
        Optional<String> credentials,
        List<String> mechanisms,
        boolean cleartextCredentialsAllowed,
        boolean inspectsInvalidCertificate,
        boolean envelope,
        boolean message,
        Duration deadline) {
    /**
     * The view of a request.
     *
     * @param request what was asked
     * @return the same without secrets
     */
    public static RequestView of(ProbeRequest request) {
        return new RequestView(
                request.target(),
                request.ports(),
                request.coverage(),
                request.stopAfter(),
                request.credentialsKind(),
                request.mechanisms(),
                request.cleartextCredentialsAllowed(),
                request.inspectsInvalidCertificate(),
                request.envelope().isPresent(),
                request.message().isPresent(),
                request.deadline());
    }
}

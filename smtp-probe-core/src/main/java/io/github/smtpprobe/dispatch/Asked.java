/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import java.util.Optional;

/**
 * What is asked on a connection.
 *
 * @param request all that is said there
 * @param offered in TLS by a survey; empty for a probe, which offers what it is wired with
 */
public record Asked(ProbeRequest request, Optional<Offered> offered) {
    /**
     * What a survey offers in TLS.
     *
     * @param offer      which kinds of keys it knows
     * @param serverName that it asks for (SNI) in the place of the host; empty where there is no other
     */
    public record Offered(Offer offer, Optional<String> serverName) {}

    /**
     * What a probe asks.
     *
     * @param request of the probe
     * @return the same, without an offer of its own
     */
    public static Asked by(ProbeRequest request) {
        return new Asked(request, Optional.empty());
    }
}

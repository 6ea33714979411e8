/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.tls.TlsSettings;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * What is asked on a connection.
 *
 * @param request everything that is said there
 * @param offered what a survey offers in TLS; empty for a probe, which offers what its wiring says
 */
public record Asked(ProbeRequest request, Optional<Offered> offered) {
    /**
     * What a survey offers in TLS.
     *
     * @param offer      the kinds of keys that it accepts
     * @param serverName the name that it asks for (SNI) instead of the host; empty if it is the host
     */
    public record Offered(Offer offer, Optional<String> serverName) {}

    /**
     * What a probe asks.
     *
     * @param request the probe's request
     * @return what is asked, without an offer
     */
    public static Asked by(ProbeRequest request) {
        return new Asked(request, Optional.empty());
    }

    /**
     * All options of the request that reach a conversation, or decide how long it lasts and how it is judged. Attempts are
     * shared, and journals continued, only if these values and their texts are equal.
     */
    List<Object> options() {
        return List.of(
                request.coverage(),
                request.stopAfter(),
                request.speaksLmtp(),
                request.helloVerb(),
                request.xclient(),
                request.heloName(),
                request.envelope(),
                request.messageSize(),
                request.mechanisms(),
                request.trust().map(Asked::trusted),
                request.inspectsInvalidCertificate(),
                request.startsTlsEvenIfNotOffered(),
                request.looksTwice(),
                request.pipeliningUnlessLockStep().pipelines(),
                request.sourceAddress().map(InetAddress::getHostAddress),
                request.proxyHeader(),
                request.road(),
                request.timeouts(),
                request.deadline());
    }

    /**
     * Requests of one template have separate settings with the same fingerprints, but share certificates that were read from a
     * file.
     */
    private static Object trusted(TlsSettings settings) {
        return settings.fingerprints().isEmpty() ? settings : settings.fingerprints();
    }
}

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

    /**
     * Every option of the request that reaches a conversation, or decides how long it lasts and how it is judged: what is shared among targets and
     * what a journal goes on with are told apart by these values, and by their text.
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

    /** Each request of a template has settings of its own for the same fingerprints; what was read from a file they share. */
    private static Object trusted(TlsSettings settings) {
        return settings.fingerprints().isEmpty() ? settings : settings.fingerprints();
    }
}

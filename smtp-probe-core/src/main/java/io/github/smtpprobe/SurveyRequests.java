/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.dispatch.Asked;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.names.DomainName;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Target;
import io.github.smtpprobe.request.Timeouts;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.surveys.Conversations.Peer;
import java.time.Duration;
import java.util.Optional;

/**
 * What a survey asks exchangers. Surveys with the same options ask the same, however much time they have left, so that the
 * surveys of a batch can share the results.
 *
 * @param survey with the options
 */
record SurveyRequests(DomainSurvey survey) {
    /** A server that says nothing for this fraction of the survey's time counts as silent, so that time is left for its other addresses. */
    private static final int PATIENCE = 3;

    /** The conversation with a peer that is offered something in TLS. */
    Asked of(Peer peer, Offer offer) {
        return new Asked(request(peer), Optional.of(new Asked.Offered(offer, otherName(peer))));
    }

    /** The route to a peer, as the probe that talks to it will take it. */
    static Route route(Asked asked, Peer peer) {
        Target target = asked.request().target();
        boolean literal = target instanceof Target.Server server && server.literal();
        return new Route(target.name(), literal, peer.address(), peer.port(), TlsMode.STARTTLS);
    }

    /** The name to ask for if the TLSA base domain differs from the host. */
    static Optional<String> otherName(Peer peer) {
        return peer.base().equals(peer.host()) || !DomainName.hostName(peer.base())
                ? Optional.empty()
                : Optional.of(peer.base());
    }

    private ProbeRequest request(Peer peer) {
        try {
            return request(peer.host(), peer);
        } catch (InvalidRequest noHost) {
            return request(AddressLiteral.of(peer.address()), peer); // no certificate has such a name
        }
    }

    /** The certificate is inspected even if it is invalid, since many senders do not verify it. */
    private ProbeRequest request(String host, Peer peer) {
        Duration silence = silence();
        ProbeRequest.Builder request = ProbeRequest.to(host, peer.port())
                .tls(TlsMode.STARTTLS)
                .inspectInvalidCertificate()
                .connectTo(AddressLiteral.text(peer.address()))
                .stopAfter(Stage.TLS)
                .withoutSecondLook()
                .timeouts(Timeouts.STANDARD
                        .withGreeting(silence)
                        .withReply(silence)
                        .withTls(silence))
                .deadline(survey.deadline());
        survey.heloName().ifPresent(request::heloName);
        return request.build();
    }

    private Duration silence() {
        Duration part = survey.deadline().dividedBy(PATIENCE);
        return part.toMillis() < 1 ? Duration.ofMillis(1) : part;
    }
}

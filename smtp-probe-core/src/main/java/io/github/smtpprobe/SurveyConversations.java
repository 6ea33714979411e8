/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.dispatch.Asked;
import io.github.smtpprobe.dispatch.Entrance;
import io.github.smtpprobe.dispatch.SideBySide;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fetch.PolicyFetcher;
import io.github.smtpprobe.guard.Cancellations;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.resolve.TargetLookup;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.surveys.Conversations;
import io.github.smtpprobe.surveys.OfferedKeys;
import io.github.smtpprobe.tls.TlsSettings;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The connections of one survey: each conversation is a probe of its own, up to TLS, within the limits of the wiring. */
final class SurveyConversations implements Conversations {
    private final Wiring wiring;
    private final Cancellations cancellations;
    private final SurveyListening listening;
    private final SurveyNeighbours neighbours;
    private final SurveyRequests requests;
    private Entrance entrance = Entrance.OPEN;

    SurveyConversations(
            DomainSurvey survey, SurveyNeighbours neighbours, Cancellations cancellations, SurveyListening listening) {
        this.wiring = neighbours.wiring().withoutExtras();
        this.neighbours = neighbours;
        this.cancellations = cancellations;
        this.listening = listening;
        this.requests = new SurveyRequests(survey);
    }

    /** Sets who is asked before each connection. */
    void through(Entrance other) {
        entrance = other;
    }

    SurveyRequests requests() {
        return requests;
    }

    @Override
    public Attempt converse(Peer peer, Offer offer, Deadline deadline) {
        Attempt attempt = talk(peer, offer, deadline);
        listening.conversed(offer, attempt);
        return attempt;
    }

    private Attempt talk(Peer peer, Offer offer, Deadline deadline) {
        Optional<TlsSettings> tls = OfferedKeys.of(wiring.network().tls(), offer, SurveyRequests.otherName(peer));
        if (tls.isEmpty()) {
            return untried(
                    peer, Outcome.failed(Reason.LOCAL_TLS, "the TLS settings of the probe cannot be changed so"));
        }
        Asked asked = requests.of(peer, offer);
        Wiring offering = wiring.withTls(tls.get());
        ProbeReport report = cancellations.run(each -> new ProbeRun(
                        ProbeRun.nextNumber(),
                        new ProbeStart(asked.request(), offering, each).within(deadline.remaining()),
                        offering,
                        entrance.asking(asked))
                .run());
        return report.attempts().stream()
                .filter(each -> each.purpose() == Purpose.PROBE)
                .findFirst()
                .orElseGet(() -> untried(peer, Outcome.failed(Reason.ADDRESS_DENIED, "the address policy says no")));
    }

    private static Attempt untried(Peer peer, Outcome why) {
        Route route = new Route(peer.host(), false, peer.address(), peer.port(), TlsMode.STARTTLS);
        return Attempt.builder(route, Purpose.PROBE)
                .facts(List.of(Connect.of(why, Duration.ZERO)))
                .build();
    }

    @Override
    public PolicyFetch fetch(String domain, List<InetAddress> addresses, Deadline deadline) {
        PolicyFetch fetched = neighbours.policy(domain, deadline, () -> get(domain, addresses, deadline));
        listening.fetched(fetched);
        return fetched;
    }

    private PolicyFetch get(String domain, List<InetAddress> addresses, Deadline deadline) {
        String host = "mta-sts." + domain;
        return cancellations.run(each -> {
            Guard guard = new Guard(each);
            List<Route> allowed = new ArrayList<>();
            for (InetAddress address : addresses) {
                Route route = new Route(host, false, address, PolicyFetcher.PORT, TlsMode.IMPLICIT_TLS);
                if (allows(route, deadline, guard)) {
                    allowed.add(route);
                }
            }
            if (allowed.isEmpty()) {
                return PolicyFetch.builder(host, PolicyFetch.Outcome.DENIED).build();
            }
            return unable().map(why -> PolicyFetch.builder(host, PolicyFetch.Outcome.LOCAL)
                            .detail(why)
                            .build())
                    .orElseGet(() -> fetcher(host, guard).fetch(host, allowed, deadline));
        });
    }

    /** Why this machine cannot fetch a policy as a sender does, which the policy host cannot change; empty if it can. */
    private Optional<String> unable() {
        if (wiring.network().road().flatMap(Road::socket).isPresent()) {
            return Optional.of("the probe goes to a Unix socket alone");
        }
        return wiring.network().tls().fingerprints().isEmpty()
                ? Optional.empty()
                : Optional.of("the probe takes certificates by their fingerprints alone");
    }

    /** Fetches a policy over the same transport as the conversations with exchangers. */
    private PolicyFetcher fetcher(String host, Guard guard) {
        ProbeRequest request = ProbeRequest.to(host, PolicyFetcher.PORT).build();
        MailResolver names = new TargetLookup(
                        request, wiring.network().resolver(), wiring.network().policy(), wiring.random())
                .resolver(guard);
        TlsSettings tls = wiring.network().tls();
        return new PolicyFetcher(
                wiring.network().transport(request, names),
                OfferedKeys.of(tls, Offer.ANY, Optional.empty()).orElse(tls),
                guard);
    }

    /** Whether the address policy allows a server. */
    boolean allows(Route route, Deadline deadline) {
        return cancellations.run(each -> allows(route, deadline, new Guard(each)));
    }

    private boolean allows(Route route, Deadline deadline, Guard guard) {
        ProbeRequest request = ProbeRequest.to(AddressLiteral.of(route.address()), route.port())
                .build();
        return new TargetLookup(
                        request, wiring.network().resolver(), wiring.network().policy(), wiring.random())
                .allows(route, deadline, guard);
    }

    @Override
    public void sideBySide(List<Runnable> tasks) {
        if (neighbours.any()) {
            tasks.forEach(Runnable::run);
        } else {
            SideBySide.run(tasks, cancellations::cancel);
        }
    }

    @Override
    public boolean cancelled() {
        return cancellations.cancelled();
    }
}

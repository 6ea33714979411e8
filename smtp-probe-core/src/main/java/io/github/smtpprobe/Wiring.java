/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.lookup.DomainLookUp;
import io.github.smtpprobe.lookup.LookUp;
import io.github.smtpprobe.lookups.ClientAddresses;
import io.github.smtpprobe.lookups.LookUps;
import io.github.smtpprobe.lookups.ReverseNames;
import io.github.smtpprobe.outlook.Sender;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Problem;
import io.github.smtpprobe.request.Problem.Code;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.tls.TlsSettings;
import io.github.smtpprobe.transport.Transport;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What to probe with: everything that one probe shares with the next. */
record Wiring(
        Network network,
        List<SaslMechanism> mechanisms,
        Map<String, LookUp> lookUps,
        Map<String, Check> checks,
        ReplyCatalogue catalogue,
        List<ProbeListener> listeners,
        Surveying surveying,
        Ticker ticker,
        Clock clock,
        @Nullable Long seed) {
    /**
     * What only surveys use.
     *
     * @param lookUps the application's, by the kind under which each was registered, in order
     * @param senders whose behaviour is predicted
     */
    record Surveying(Map<String, DomainLookUp<? extends TargetFact>> lookUps, List<Sender> senders) {}

    RandomGenerator random() {
        return seed == null ? new Random() : new Random(seed);
    }

    /** All look-ups about a target. Names that an untrusted server mentions are not looked up. */
    LookUps lookUps(Guard guard) {
        return new LookUps(
                new ReverseNames(
                        new ClientAddresses(catalogue, !network.limits().untrusted())),
                lookUps,
                guard);
    }

    /** The same with one more listener. */
    Wiring heardBy(ProbeListener listener) {
        List<ProbeListener> all = new ArrayList<>(listeners);
        all.add(Objects.requireNonNull(listener, "listener"));
        return new Wiring(
                network, mechanisms, lookUps, checks, catalogue, List.copyOf(all), surveying, ticker, clock, seed);
    }

    /** The same with another resolver. */
    Wiring asking(MailResolver resolver) {
        return on(new Network(
                network.transport(),
                network.road(),
                new Names(resolver, network.names().servers(), network.names().secure()),
                network.policy(),
                network.tls(),
                network.limits()));
    }

    /** The same with other TLS settings. */
    Wiring withTls(TlsSettings tls) {
        return on(new Network(
                network.transport(), network.road(), network.names(), network.policy(), tls, network.limits()));
    }

    private Wiring on(Network other) {
        return new Wiring(other, mechanisms, lookUps, checks, catalogue, listeners, surveying, ticker, clock, seed);
    }

    /** The same without the application's checks and look-ups, for a probe that is part of something larger. */
    Wiring withoutExtras() {
        return new Wiring(
                network, mechanisms, Map.of(), Map.of(), catalogue, listeners, surveying, ticker, clock, seed);
    }

    /** Returns a request that this wiring can carry out, and refuses any other. */
    ProbeRequest allowed(ProbeRequest request) {
        List<Problem> conflicts = conflicts(Objects.requireNonNull(request, "request"));
        if (!conflicts.isEmpty()) {
            throw new InvalidRequest(conflicts);
        }
        return request;
    }

    /** Returns a survey that this wiring can carry out, and refuses any other. */
    DomainSurvey allowed(DomainSurvey survey) {
        List<Problem> conflicts = network.limits().conflicts(Objects.requireNonNull(survey, "survey"));
        if (!conflicts.isEmpty()) {
            throw new InvalidRequest(conflicts);
        }
        return survey;
    }

    /** What a request asks for that this wiring cannot do. */
    List<Problem> conflicts(ProbeRequest request) {
        List<Problem> conflicts = new ArrayList<>(network.limits().conflicts(request));
        boolean ownContext = network.tls().sslContext().isPresent();
        if (!network.limits().untrusted() && ownContext && request.trust().isPresent()) {
            conflicts.add(Problem.error(
                    RequestLimits.trustField(request),
                    Code.CONFLICT,
                    "would have no effect: the probe's TLS settings have an SSLContext with its own trust"));
        }
        return conflicts;
    }

    /** How servers are reached, and what is refused. */
    record Network(
            Transport transport,
            Optional<Road> road,
            Names names,
            AddressPolicy policy,
            TlsSettings tls,
            RequestLimits limits) {
        MailResolver resolver() {
            return names.resolver();
        }

        /** The road that one request takes. */
        Optional<Road> road(ProbeRequest request) {
            return request.road().or(this::road);
        }

        /** The transport for one request. */
        Transport transport(ProbeRequest request, MailResolver names) {
            return road(request).map(way -> Transport.over(way, names)).orElse(transport);
        }
    }

    /**
     * Who is asked for names.
     *
     * @param resolver for probes
     * @param servers  for surveys; empty for this machine's
     * @param secure   for surveys, instead of those
     */
    record Names(MailResolver resolver, List<InetSocketAddress> servers, Optional<SecureResolver> secure) {}
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.resolve;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Target;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.MailResolver.Answer;
import io.github.smtpprobe.route.MailResolver.Exchanger;
import io.github.smtpprobe.route.MailResolver.Status;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.route.Resolution.Anomaly;
import io.github.smtpprobe.route.ResolvedHost;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.text.Printable;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** The look-up of one target: names to hosts, hosts to addresses, addresses through policy to routes. Used once. */
public final class TargetLookup {
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final ProbeRequest request;
    private final MailResolver resolver;
    private final AddressPolicy policy;
    private final RandomGenerator random;
    private int maxRoutes = Integer.MAX_VALUE;
    private boolean leavesNames;
    private final Map<Route, String> undecidedRoutes = new HashMap<>();
    private final Map<Route, String> objections = new HashMap<>();
    private final Set<Anomaly> anomalies = EnumSet.noneOf(Anomaly.class);

    /**
     * Prepares a look-up.
     *
     * @param request  what to probe
     * @param resolver the resolver to ask
     * @param policy   decides on each address
     * @param random   shuffles exchangers of equal preference (RFC 5321 §5.1)
     */
    public TargetLookup(ProbeRequest request, MailResolver resolver, AddressPolicy policy, RandomGenerator random) {
        this.request = request;
        this.resolver = resolver;
        this.policy = policy;
        this.random = random;
    }

    /**
     * Limits how many connections this target may cause; routes beyond the limit count as denied.
     *
     * @param routes at least 1
     * @return this look-up
     */
    public TargetLookup limitedTo(int routes) {
        maxRoutes = routes;
        return this;
    }

    /**
     * Looks up no addresses of hosts, because the transport does that. Exchangers of a domain are still looked up.
     *
     * @return this look-up
     */
    public TargetLookup leavingNames() {
        leavesNames = true;
        return this;
    }

    /**
     * Looks everything up.
     *
     * @param deadline the deadline of the probe
     * @param guard    interrupts resolver and policy when the probe ends
     * @return what was found, including trouble
     */
    public Resolution run(Deadline deadline, Guard guard) {
        long start = deadline.ticker().nanos();
        GuardedNames names = new GuardedNames(resolver, policy, guard);
        HostLookup hosts = new HostLookup(names, request.addressFamilies(), anomalies);
        Found found = request.target() instanceof Target.MailExchangers
                ? exchangers(deadline, names, hosts)
                : new Found(Optional.empty(), false, false, List.of(server(deadline, hosts)), "");
        List<Route> denied = new ArrayList<>();
        List<Route> routes = allowed(routes(found.hosts()), denied, route -> allows(names, route, deadline));
        Resolution.Builder resolution = Resolution.builder(request.target().name())
                .nullMx(found.nullMx())
                .implicitMx(found.implicit())
                .hosts(found.hosts())
                .routes(routes)
                .denied(denied)
                .anomalies(anomalies)
                .detail(found.detail())
                .took(Duration.ofNanos(deadline.ticker().nanos() - start));
        found.status().ifPresent(resolution::exchangers);
        return resolution.build();
    }

    /** Separates the routes that the policy denies, or that exceed the limit of this probe. */
    private List<Route> allowed(List<Route> all, List<Route> denied, Predicate<Route> policy) {
        List<Route> routes = new ArrayList<>();
        for (Route route : all) {
            boolean full = routes.size() >= maxRoutes;
            if (full) {
                anomalies.add(Anomaly.TOO_MANY_ROUTES);
                objections.put(route, "more than " + maxRoutes + " addresses and ports");
            }
            (!full && policy.test(route) ? routes : denied).add(route);
        }
        return routes;
    }

    private boolean allows(GuardedNames names, Route route, Deadline deadline) {
        try {
            boolean allowed = names.allows(route, deadline);
            if (!allowed) {
                objections.put(route, names.objection(route, deadline));
            }
            return allowed;
        } catch (ExtensionError undecided) {
            undecidedRoutes.put(route, undecided.what());
            return false;
        }
    }

    /**
     * The denied routes about which the policy did not decide.
     *
     * @return by route, what it did instead, in words
     */
    public Map<Route, String> undecided() {
        return Map.copyOf(undecidedRoutes);
    }

    /**
     * The policy's objection to a denied route.
     *
     * @param route a denied route about which the policy decided
     * @return words that end the sentence "It does not allow connections to ..."
     */
    public String objection(Route route) {
        return Objects.requireNonNull(objections.get(route));
    }

    /**
     * The resolver for other uses than this look-up: whatever it does, there is an answer.
     *
     * @param guard interrupts it when the probe ends
     * @return a resolver for the probing thread
     */
    public MailResolver resolver(Guard guard) {
        return new GuardedNames(resolver, policy, guard);
    }

    /**
     * Asks the policy about a route that is not one of the target's own, such as another port of an address.
     *
     * @param route    the route to connect by
     * @param deadline the deadline of the probe
     * @param guard    interrupts the policy when the probe ends
     * @return whether the policy allows it; false if it does not decide
     */
    public boolean allows(Route route, Deadline deadline, Guard guard) {
        try {
            return new GuardedNames(resolver, policy, guard).allows(route, deadline);
        } catch (ExtensionError undecided) {
            guard.note(undecided);
            return false;
        }
    }

    private record Found(
            Optional<Status> status, boolean nullMx, boolean implicit, List<ResolvedHost> hosts, String detail) {}

    private ResolvedHost server(Deadline deadline, HostLookup hosts) {
        String name = request.target().name();
        if (request.connectTo().isPresent()) {
            List<InetAddress> pinned = List.of(request.connectTo().get());
            return ResolvedHost.builder(name, Status.FOUND)
                    .addresses(pinned)
                    .detail("address given by the caller")
                    .build();
        }
        if (request.target() instanceof Target.Server server && server.literal()) {
            InetAddress literal = AddressLiteral.parse(name);
            return ResolvedHost.builder(name, Status.FOUND)
                    .addresses(List.of(literal))
                    .build();
        }
        return host(hosts, name, OptionalInt.empty(), deadline);
    }

    private ResolvedHost host(HostLookup hosts, String name, OptionalInt preference, Deadline deadline) {
        return leavesNames ? HostLookup.left(name, preference) : hosts.find(name, preference, deadline);
    }

    private Found exchangers(Deadline deadline, GuardedNames names, HostLookup hosts) {
        String domain = request.target().name();
        Answer<Exchanger> answer = names.exchangers(domain, deadline);
        if (answer.status() == Status.NO_RECORDS) {
            ResolvedHost itself = host(hosts, domain, OptionalInt.empty(), deadline);
            return new Found(Optional.of(answer.status()), false, true, List.of(itself), "");
        }
        List<ResolvedHost> found = new ArrayList<>();
        List<Exchanger> ordered = new ExchangerOrder(random, anomalies).of(answer.records());
        for (Exchanger each : ordered) {
            Deadline share = share(deadline, ordered.size() - found.size());
            found.add(host(hosts, each.host(), OptionalInt.of(each.preference()), share));
        }
        boolean nullMx = ExchangerOrder.nullMx(answer.records());
        return new Found(Optional.of(answer.status()), nullMx, false, found, Printable.clean(answer.detail()));
    }

    /** A share of the time, so that names whose servers are dead leave some for the others, and for the connections. */
    private static Deadline share(Deadline deadline, int left) {
        Duration fair = deadline.remaining().dividedBy(left + 1L);
        return deadline.sooner(fair.compareTo(LEAST) < 0 ? LEAST : fair);
    }

    private static List<InetAddress> addresses(ResolvedHost host) {
        return host.status() == Status.LEFT_TO_ROAD ? List.of(Route.NO_ADDRESS) : host.addresses();
    }

    /** The routes: hosts in order, for each host its ports in order, for each port its addresses in order. */
    private List<Route> routes(List<ResolvedHost> hosts) {
        boolean literal = request.target() instanceof Target.Server server && server.literal();
        List<Route> routes = new ArrayList<>();
        for (ResolvedHost host : hosts) {
            for (PortPlan.PortMode port : request.ports().entries()) {
                for (InetAddress address : addresses(host)) {
                    routes.add(new Route(host.name(), literal, address, port.port(), port.mode()));
                }
            }
        }
        return routes;
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.route;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.ExtensionError;
import io.github.smtpprobe.clock.Guard;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Target;
import io.github.smtpprobe.route.MailResolver.Answer;
import io.github.smtpprobe.route.MailResolver.Exchanger;
import io.github.smtpprobe.route.MailResolver.Status;
import io.github.smtpprobe.route.Resolution.Anomaly;
import io.github.smtpprobe.route.Resolution.Host;
import io.github.smtpprobe.smtp.AddressLiteral;
import io.github.smtpprobe.text.Printable;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The look-up of one target: names to hosts, hosts to addresses, addresses through policy to routes. Used once. */
public final class TargetLookup {
    /** Exchangers that are looked at; the largest sets in the wild have a dozen. */
    public static final int MAX_EXCHANGERS = 20;
    /** Addresses that are kept for each host. */
    public static final int MAX_ADDRESSES = 8;

    private static final Duration LEAST = Duration.ofSeconds(1);

    private final ProbeRequest request;
    private final MailResolver resolver;
    private final AddressPolicy policy;
    private final RandomGenerator random;
    private int maxRoutes = Integer.MAX_VALUE;
    private final Map<Route, String> undecidedRoutes = new HashMap<>();
    private final Set<Anomaly> anomalies = EnumSet.noneOf(Anomaly.class);

    /**
     * Prepares a look-up.
     *
     * @param request  what to probe
     * @param resolver whom to ask
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
     * Looks everything up.
     *
     * @param deadline of the probe
     * @param guard    interrupts resolver and policy when the probe ends
     * @return what was found; trouble is part of it
     */
    public Resolution run(Deadline deadline, Guard guard) {
        GuardedNames names = new GuardedNames(resolver, policy, guard);
        long start = deadline.ticker().nanos();
        Found found = request.target() instanceof Target.MailExchangers
                ? exchangers(deadline, names)
                : new Found(Optional.empty(), false, false, List.of(server(deadline, names)), "");
        List<Route> routes = new ArrayList<>();
        List<Route> denied = new ArrayList<>();
        for (Route route : routes(found.hosts())) {
            boolean full = routes.size() >= maxRoutes;
            note(Anomaly.TOO_MANY_ROUTES, full);
            (!full && allows(names, route, deadline) ? routes : denied).add(route);
        }
        Duration took = Duration.ofNanos(deadline.ticker().nanos() - start);
        return new Resolution(
                request.target().name(),
                found.status(),
                found.nullMx(),
                found.implicit(),
                found.hosts(),
                routes,
                denied,
                anomalies,
                found.detail(),
                took);
    }

    private boolean allows(GuardedNames names, Route route, Deadline deadline) {
        try {
            return names.allows(route, deadline);
        } catch (ExtensionError undecided) {
            undecidedRoutes.put(route, undecided.what());
            return false;
        }
    }

    /**
     * The denied routes on which the policy did not decide.
     *
     * @return what it did instead, in words
     */
    public Map<Route, String> undecided() {
        return Map.copyOf(undecidedRoutes);
    }

    /**
     * Asks the policy about a route that is none of the target's own, such as another port of an address.
     *
     * @param route    where somebody wants to connect
     * @param deadline of the probe
     * @param guard    interrupts the policy when the probe ends
     * @return whether the policy allows it; one that does not decide does not
     */
    public boolean allows(Route route, Deadline deadline, Guard guard) {
        try {
            return new GuardedNames(resolver, policy, guard).allows(route, deadline);
        } catch (ExtensionError undecided) {
            return false;
        }
    }

    private record Found(Optional<Status> status, boolean nullMx, boolean implicit, List<Host> hosts, String detail) {}

    private Host server(Deadline deadline, GuardedNames names) {
        String name = request.target().name();
        if (request.connectTo().isPresent()) {
            List<InetAddress> pinned = List.of(request.connectTo().get());
            return new Host(name, OptionalInt.empty(), Status.FOUND, pinned, List.of(), "address given by the caller");
        }
        if (request.target() instanceof Target.Server server && server.literal()) {
            InetAddress literal = AddressLiteral.parse(name);
            return new Host(name, OptionalInt.empty(), Status.FOUND, List.of(literal), List.of(), "");
        }
        return host(name, OptionalInt.empty(), deadline, names);
    }

    private Found exchangers(Deadline deadline, GuardedNames names) {
        String domain = request.target().name();
        Answer<Exchanger> answer = names.exchangers(domain, deadline);
        if (answer.status() == Status.NO_RECORDS) {
            Host itself = host(domain, OptionalInt.empty(), deadline, names);
            return new Found(Optional.of(answer.status()), false, true, List.of(itself), "");
        }
        boolean onlyNull = answer.records().size() == 1
                && normal(answer.records().get(0)).host().isEmpty();
        List<Host> hosts = new ArrayList<>();
        List<Exchanger> ordered = ordered(answer.records());
        for (Exchanger each : ordered) {
            Deadline share = share(deadline, ordered.size() - hosts.size());
            hosts.add(host(each.host(), OptionalInt.of(each.preference()), share, names));
        }
        return new Found(Optional.of(answer.status()), onlyNull, false, hosts, Printable.clean(answer.detail()));
    }

    /** Names whose servers are dead leave time for the others, and for the connections. */
    private static Deadline share(Deadline deadline, int left) {
        Duration fair = deadline.remaining().dividedBy(left + 1L);
        return deadline.sooner(fair.compareTo(LEAST) < 0 ? LEAST : fair);
    }

    /** By preference; equal ones in random order; a null MX among others is no host. */
    private List<Exchanger> ordered(List<Exchanger> records) {
        List<Exchanger> sorted =
                new ArrayList<>(records.stream().map(TargetLookup::normal).toList());
        boolean nullMx = sorted.removeIf(each -> each.host().isEmpty());
        note(Anomaly.NULL_MX_AMONG_OTHERS, nullMx && !sorted.isEmpty());
        note(
                Anomaly.DUPLICATE_EXCHANGERS,
                sorted.stream().map(Exchanger::host).distinct().count() < sorted.size());
        note(Anomaly.TOO_MANY_EXCHANGERS, sorted.size() > MAX_EXCHANGERS);
        for (int i = sorted.size() - 1; i > 0; i--) {
            Collections.swap(sorted, i, random.nextInt(i + 1));
        }
        sorted.sort(Comparator.comparingInt(Exchanger::preference));
        return sorted.subList(0, Math.min(MAX_EXCHANGERS, sorted.size()));
    }

    /** As our own resolver gives it: some others leave the last dot, and capital letters. */
    private static Exchanger normal(Exchanger given) {
        String shown = Printable.clean(given.host());
        String host = shown.equals(given.host()) ? shown.toLowerCase(Locale.ROOT) : given.host();
        return new Exchanger(given.preference(), host.endsWith(".") ? host.substring(0, host.length() - 1) : host);
    }

    private void note(Anomaly anomaly, boolean seen) {
        if (seen) {
            anomalies.add(anomaly);
        }
    }

    private Host host(String name, OptionalInt preference, Deadline deadline, GuardedNames names) {
        if (AddressLiteral.looksLike(name)) { // an MX record must name a host (RFC 5321 §5.1), not an address
            return unusable(name, preference, "the MX record holds an address, not a name");
        }
        String shown = Printable.clean(name);
        if (!shown.equals(name)) { // a resolver of the caller's may pass on what some zone holds
            return unusable(shown, preference, "the MX record holds no name of a host");
        }
        AddressFamilies families = request.addressFamilies();
        Answer<InetAddress> answer = names.addresses(name, families, deadline);
        List<InetAddress> found = answer.records().stream()
                .filter(address -> wanted(address, families))
                .map(address -> unnamed(name, address))
                .distinct()
                .toList();
        note(Anomaly.TOO_MANY_ADDRESSES, found.size() > MAX_ADDRESSES);
        List<InetAddress> kept = found.subList(0, Math.min(MAX_ADDRESSES, found.size()));
        List<String> aliases = answer.aliases().stream().map(Printable::clean).toList();
        Host host = new Host(name, preference, answer.status(), kept, aliases, Printable.clean(answer.detail()));
        boolean none = answer.status() == Status.FOUND || answer.status() == Status.NO_RECORDS;
        return none && kept.isEmpty() ? without(host, answer, deadline, names) : host;
    }

    /** A host without an address of the family that was asked for: whether it has others is worth one more question. */
    private Host without(Host host, Answer<InetAddress> answer, Deadline deadline, GuardedNames names) {
        Optional<AddressFamilies> other = other(request.addressFamilies());
        Answer<InetAddress> second = answer.records().isEmpty() && other.isPresent()
                ? names.addresses(host.name(), other.get(), deadline)
                : answer;
        Optional<InetAddress> found = second.records().stream().findFirst();
        Status unknown = second.status() == Status.CANCELLED ? Status.CANCELLED : Status.NO_RECORDS;
        return new Host(
                host.name(),
                host.preference(),
                found.isPresent() ? Status.OTHER_FAMILY : unknown,
                List.of(),
                host.aliases(),
                found.map(AddressLiteral::text).orElse(host.detail()));
    }

    /** The family that was left out by the caller's wish, if one was. */
    private static Optional<AddressFamilies> other(AddressFamilies families) {
        return switch (families) {
            case IPV4_ONLY -> Optional.of(AddressFamilies.IPV6_ONLY);
            case IPV6_ONLY -> Optional.of(AddressFamilies.IPV4_ONLY);
            default -> Optional.empty();
        };
    }

    private static Host unusable(String name, OptionalInt preference, String why) {
        return new Host(name, preference, Status.BAD_ANSWER, List.of(), List.of(), why);
    }

    private static boolean wanted(InetAddress address, AddressFamilies families) {
        boolean four = address instanceof Inet4Address;
        return families != (four ? AddressFamilies.IPV6_ONLY : AddressFamilies.IPV4_ONLY);
    }

    /** An address that carries its name, so that nothing ever looks it up in reverse. */
    private static InetAddress unnamed(String name, InetAddress address) {
        try {
            return InetAddress.getByAddress(name, address.getAddress());
        } catch (java.net.UnknownHostException impossible) {
            throw new IllegalStateException("4 and 16 octets are an address", impossible);
        }
    }

    /** Hosts in order, for each host its ports in order, for each port its addresses in order. */
    private List<Route> routes(List<Host> hosts) {
        boolean literal = request.target() instanceof Target.Server server && server.literal();
        List<Route> routes = new ArrayList<>();
        for (Host host : hosts) {
            for (PortPlan.PortMode port : request.ports().ports()) {
                for (InetAddress address : host.addresses()) {
                    routes.add(new Route(host.name(), literal, address, port.port(), port.mode()));
                }
            }
        }
        return routes;
    }
}

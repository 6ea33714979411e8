/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.request.Problem.Code;
import io.github.smtpprobe.road.Road;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/** Checks which server a request is for, and by which route. */
final class RouteCheck {
    private static final int MAX_PORTS = 10;

    private final ProbeRequest.Builder given;
    private final Problems problems;

    RouteCheck(ProbeRequest.Builder given, Problems problems) {
        this.given = given;
        this.problems = problems;
    }

    Optional<Target> target() {
        return given.mailExchangers
                ? problems.text("domain", given.host, HostText::domain)
                : problems.text("host", given.host, HostText::server);
    }

    /** The ports, each with its mode. */
    PortPlan ports() {
        PortPlan plan = given.ports;
        if (plan == null || plan.entries().isEmpty()) {
            problems.add("ports", Code.REQUIRED, "must name at least one port");
            return PortPlan.submission();
        }
        if (plan.entries().size() > MAX_PORTS) {
            problems.add("ports", Code.TOO_MANY, "may name at most " + MAX_PORTS + " ports");
        }
        for (PortPlan.PortMode each : plan.entries()) {
            if (each.port() < 1 || each.port() > 65_535) {
                problems.add("port", Code.RANGE, "must be 1 to 65535");
            }
            if (each.mode() == null) {
                problems.add("ports", Code.REQUIRED, "must give a TLS mode for each port");
            }
        }
        return withMode(plan);
    }

    private PortPlan withMode(PortPlan plan) {
        Optional<TlsMode> mode = problems.value("tls", given.tls);
        if (mode.isPresent() && plan.entries().size() > 1) {
            problems.add(
                    "tls",
                    Code.CONFLICT,
                    plan.equals(PortPlan.submission())
                            ? "is for one port; without a port, 587, 465 and 2525 are tried, each in its own mode:"
                                    + " name the port with to(host, port)"
                            : "is for one port: give each of several ports its mode in the plan");
            return plan;
        }
        return mode.isPresent() ? PortPlan.of(plan.entries().get(0).port(), mode.get()) : plan;
    }

    /** Checks the two ends of a connection that can be chosen. {@return the server's} */
    Optional<InetAddress> ends() {
        Optional<InetAddress> address = problems.text("connectTo", given.connectTo, AddressLiteral::parse);
        if (given.sourceAddress != null || oneFamily()) {
            families(address.or(this::literal));
        }
        if (given.mailExchangers && given.connectTo != null) {
            problems.add("connectTo", Code.CONFLICT, "is for one server; name the exchanger with to(host, port)");
        }
        if (given.mailExchangers && given.proxyHeader != null) {
            problems.add("proxyHeader", Code.CONFLICT, "is for one server; name the exchanger with to(host, port)");
        }
        return address;
    }

    private boolean oneFamily() {
        return given.families == AddressFamilies.IPV6_ONLY || given.families == AddressFamilies.IPV4_ONLY;
    }

    private void families(Optional<InetAddress> known) {
        problems.value("sourceAddress", given.sourceAddress).ifPresent(source -> source(source, known));
        if (given.road == null && known.filter(this::leftOut).isPresent()) {
            problems.add("addressFamilies", Code.CONFLICT, "leaves out the family of the address to connect to");
        }
    }

    /** The address that was given in place of a name. */
    private Optional<InetAddress> literal() {
        if (given.mailExchangers || given.connectTo != null || given.host == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(AddressLiteral.parse(given.host));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }

    private boolean leftOut(InetAddress address) {
        return given.families
                == (address instanceof Inet4Address ? AddressFamilies.IPV6_ONLY : AddressFamilies.IPV4_ONLY);
    }

    private void source(InetAddress source, Optional<InetAddress> connectTo) {
        if (source.isAnyLocalAddress() || source.isMulticastAddress()) {
            problems.add("sourceAddress", Code.RANGE, "must be a single address of this machine");
        }
        boolean straight = given.road == null; // otherwise the family of the first proxy is what counts
        boolean other = straight && differs(source, connectTo);
        if (other) {
            problems.add("sourceAddress", Code.CONFLICT, "is of another family than the address to connect to");
        }
    }

    private boolean differs(InetAddress source, Optional<InetAddress> connectTo) {
        boolean four = source instanceof Inet4Address;
        return given.families == (four ? AddressFamilies.IPV6_ONLY : AddressFamilies.IPV4_ONLY)
                || connectTo
                        .filter(address -> address instanceof Inet4Address != four)
                        .isPresent();
    }

    /** Checks the road, with which some of these options have no meaning. */
    void road(PortPlan ports) {
        Optional<Road> road = problems.value("road", given.road);
        if (road.isPresent() && road.get().socket().isPresent()) {
            socket(ports);
        }
        Optional<ProxyHeader> header = problems.value("proxyHeader", given.proxyHeader);
        boolean ends = header.isPresent() && header.get().needsEnds();
        if (ends && road.isPresent() && road.get().resolvesNames()) {
            problems.add(
                    "proxyHeader",
                    Code.CONFLICT,
                    "names the two ends of the connection, and on this road the server's address is not known here: choose"
                            + " source and destination");
        }
    }

    /** A Unix socket is one server: it has no ports and no addresses, and DNS does not know it. */
    private void socket(PortPlan ports) {
        if (ports.entries().size() > 1) {
            problems.add("road", Code.CONFLICT, "leads to one server: name a port, which says when TLS begins");
        }
        if (given.mailExchangers || given.connectTo != null || given.sourceAddress != null) {
            problems.add("road", Code.CONFLICT, "is a Unix socket, so there is no exchanger and no address to choose");
        }
    }
}

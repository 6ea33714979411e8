/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.arguments.Copies;
import io.github.smtpprobe.road.Road;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The options of a request that say which server is meant, and how to reach it.
 *
 * @param <B> the builder type. It has no bound, because a bound would become part of each method's compiled signature, and so of
 *     every compiled caller.
 */
abstract sealed class RouteOptions<B> implements Cloneable permits SecurityOptions {
    @Nullable
    String host;

    boolean mailExchangers;
    PortPlan ports = PortPlan.submission();
    Coverage coverage = Coverage.FIRST_CONVERSATION;
    AddressFamilies families = AddressFamilies.IPV6_FIRST;

    @Nullable
    Given<String> connectTo;

    @Nullable
    Given<InetAddress> sourceAddress;

    @Nullable
    Given<ProxyHeader> proxyHeader;

    @Nullable
    Given<Road> road;

    RouteOptions() {}

    /** This builder, with its own type. */
    abstract B self();

    /** A copy of this builder; the values that it holds are never changed in place. */
    @SuppressWarnings("unchecked")
    B copy() {
        return Copies.of(() -> (B) clone());
    }

    /**
     * Probes another server and leaves everything else as it is, including ports, coverage and the address given to
     * {@link #connectTo}. One builder, or {@link ProbeRequest#toBuilder()}, can so serve as a template for many requests.
     *
     * @param host a name, or an address ({@code 192.0.2.1}, {@code [2001:db8::1]})
     * @return this builder
     */
    public B host(String host) {
        this.host = host;
        this.mailExchangers = false;
        return self();
    }

    /**
     * Probes the mail exchangers of another domain and leaves everything else as it is, including ports and coverage.
     *
     * @param domain the part of a mailbox after the @
     * @return this builder
     */
    public B domain(String domain) {
        this.host = domain;
        this.mailExchangers = true;
        return self();
    }

    /**
     * Probes this port instead of those set before, in its natural mode: implicit TLS on 465, STARTTLS elsewhere. A mode that was
     * set by {@link ProbeRequest.Builder#tls} or by {@linkplain ProbeRequest#fromMailProperties mail settings} takes precedence:
     * with settings for STARTTLS, {@code port(465)} tries STARTTLS there unless {@code tls(TlsMode.IMPLICIT_TLS)} is called as
     * well.
     *
     * @param port 1 to 65535
     * @return this builder
     */
    public B port(int port) {
        return ports(PortPlan.of(port));
    }

    /**
     * Sets the ports with their TLS modes.
     *
     * @param plan the ports
     * @return this builder
     */
    public B ports(PortPlan plan) {
        this.ports = plan;
        return self();
    }

    /**
     * Sets how many routes are tried.
     *
     * @param coverage the default is {@link Coverage#FIRST_CONVERSATION}, or {@link Coverage#FIRST_PASS} without a port
     * @return this builder
     */
    public B coverage(Coverage coverage) {
        this.coverage = coverage;
        return self();
    }

    /**
     * Sets which addresses are used.
     *
     * @param families the default is {@link AddressFamilies#IPV6_FIRST}
     * @return this builder
     */
    public B addressFamilies(AddressFamilies families) {
        this.families = families;
        return self();
    }

    /**
     * Connects to this address, whatever DNS says about the host. SNI and the certificate check still use the host's name.
     *
     * @param address an IPv4 address of four decimal numbers, or an IPv6 address with or without brackets
     * @return this builder
     */
    public B connectTo(String address) {
        connectTo = new Given<>(address);
        return self();
    }

    /**
     * Connects by a road, that is through proxies or to a Unix socket, instead of the probe's own transport. Second looks use it,
     * too. If the last proxy {@linkplain io.github.smtpprobe.road.Proxy#resolvingNames() resolves names}, the host is not looked
     * up here; for a domain, the MX records are looked up here but not the addresses of the exchangers. A probe for untrusted
     * targets refuses such a request.
     *
     * @param road the road
     * @return this builder
     */
    public B road(Road road) {
        this.road = new Given<>(road);
        return self();
    }

    /**
     * Connects from this address, if the machine has several. Routes of the other address family are left out; with a
     * {@link #road} through proxies, it is the connection to the first proxy that comes from this address, whatever family the
     * server has. A custom transport has to support this
     * ({@link io.github.smtpprobe.transport.Transport#connect(io.github.smtpprobe.route.Route, InetAddress, io.github.smtpprobe.clock.Deadline)});
     * otherwise the report says that it does not. A probe for untrusted targets refuses such a request, since the source address
     * could select another network path, around the protections of the usual one.
     *
     * @param address an address of this machine, not the wildcard
     * @return this builder
     */
    public B sourceAddress(InetAddress address) {
        sourceAddress = new Given<>(address);
        return self();
    }

    /**
     * Begins each connection with a PROXY protocol header, as a load balancer does. The header is sent in one write right after
     * connecting, within the time limit for connecting, before TLS and before waiting for the greeting; second looks send it,
     * too. If EHLO is refused, HELO is not tried, since the refusal may be due to the header. If the server believes the header,
     * what it says about its client's address is about the header's source. This option is for a server that is yours to test: it
     * cannot be combined with the mail exchangers of a domain, and a probe for untrusted targets refuses it, since it tells the
     * server an address that is not the client's.
     *
     * @param header the header
     * @return this builder
     */
    public B proxyHeader(ProxyHeader header) {
        proxyHeader = new Given<>(header);
        return self();
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.road.Road;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The options of a request that say which server is meant, and which ways lead to it.
 *
 * @param <B> the builder. It has no bound, which would stand in the compiled form of each method and so in every caller's.
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

    /** This builder, as what it is. */
    abstract B self();

    /** A copy of its own; what it holds is never changed in place. */
    @SuppressWarnings("unchecked")
    B copy() {
        try {
            return (B) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /**
     * Probes another server with all else as it is, ports and coverage included: so one builder, or the
     * {@link ProbeRequest#toBuilder()} of a request, is the template of many. An address that {@link #connectTo} gave stays too.
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
     * Probes the mail exchangers of another domain with all else as it is, ports and coverage included.
     *
     * @param domain the part of a mailbox behind the @
     * @return this builder
     */
    public B domain(String domain) {
        this.host = domain;
        this.mailExchangers = true;
        return self();
    }

    /**
     * Probes another port, instead of all that were set, in the port's natural mode, which is implicit TLS on 465 and STARTTLS
     * elsewhere. A mode that {@link ProbeRequest.Builder#tls} or {@linkplain ProbeRequest#fromMailProperties mail settings} gave goes before it: with
     * settings for STARTTLS, {@code port(465)} tries STARTTLS there, and needs {@code tls(TlsMode.IMPLICIT_TLS)} beside it.
     *
     * @param port 1 to 65535
     * @return this builder
     */
    public B port(int port) {
        return ports(PortPlan.of(port));
    }

    /**
     * Sets the ports with their modes.
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
     * Connects to this address, whatever DNS says of the host; SNI and the identity in the certificate stay with its name.
     *
     * @param address four decimal numbers, or IPv6 with or without brackets
     * @return this builder
     */
    public B connectTo(String address) {
        connectTo = new Given<>(address);
        return self();
    }

    /**
     * Goes by a road, through proxies or to a Unix socket, instead of the probe's own way. Second looks go by it too. Where the last proxy
     * {@linkplain io.github.smtpprobe.road.Proxy#resolvingNames() resolves names}, the host is not looked up here; of a domain the MX records
     * still are, and the addresses of the exchangers are not. A probe for untrusted targets refuses such a request.
     *
     * @param road the road
     * @return this builder
     */
    public B road(Road road) {
        this.road = new Given<>(road);
        return self();
    }

    /**
     * Connects from this address, where the machine has several. Routes of the other address family are left out; with a {@link
     * #road} through proxies it is the first proxy that is connected to from there, whatever family the server has. A transport of
     * the caller's has to know how ({@link io.github.smtpprobe.transport.Transport#connect(io.github.smtpprobe.route.Route,
     * InetAddress, io.github.smtpprobe.clock.Deadline)}), or the report says that it does not. A probe for untrusted targets
     * refuses such a request: the address may choose another way out, past the walls of this one.
     *
     * @param address of this machine, not the wildcard
     * @return this builder
     */
    public B sourceAddress(InetAddress address) {
        sourceAddress = new Given<>(address);
        return self();
    }

    /**
     * Begins each connection with a header of the PROXY protocol, as a load balancer does: in one write, directly behind connecting and
     * inside its limit, before TLS and before the greeting is waited for; also where the probe looks a second time or at another
     * port. HELO is not tried where EHLO is refused: the refusal may be the header's. What the server then says of its client's address is about the header's source, if it believes the header. For one server
     * that is yours to test: mail exchangers of a domain cannot be probed with it, and a probe for untrusted targets refuses such a
     * request, since it would tell the server an address that is not the client's.
     *
     * @param header which
     * @return this builder
     */
    public B proxyHeader(ProxyHeader header) {
        proxyHeader = new Given<>(header);
        return self();
    }
}

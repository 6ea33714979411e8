/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.dns.DnsResolver;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.tls.TlsSettings;
import io.github.smtpprobe.transport.Transport;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The options of a probe that say how servers are found and reached. On a probe for untrusted targets they can only be narrowed.
 *
 * @param <B> the builder type. It has no bound, because a bound would become part of each method's compiled signature, and so of
 *     every compiled caller.
 */
abstract sealed class NetworkOptions<B> permits ExtensionOptions {
    private Transport transport;
    private Optional<Road> road;
    private Wiring.Names names;
    private AddressPolicy policy;
    private TlsSettings tls;
    private RequestLimits limits;

    NetworkOptions() {
        this(new Wiring.Network(
                Transport.sockets(),
                Optional.empty(),
                new Wiring.Names(new DnsResolver(), List.of(), Optional.empty()),
                AddressPolicy.allowAll(),
                TlsSettings.standard(),
                RequestLimits.NONE));
    }

    NetworkOptions(Wiring.Network network) {
        transport = network.transport();
        road = network.road();
        names = network.names();
        policy = network.policy();
        tls = network.tls();
        limits = network.limits();
    }

    /** This builder, with its own type. */
    abstract B self();

    /** Treats targets as chosen by strangers: few connections, little detail, and from here on no limit can be widened. */
    B untrusted() {
        return untrusted(List.of());
    }

    /** The same, for these ports only. */
    B untrusted(List<Integer> ports) {
        limits = new RequestLimits(true, List.copyOf(ports), limits.credentials());
        return self();
    }

    Wiring.Network network() {
        return new Wiring.Network(transport, road, names, policy, tls, limits);
    }

    /**
     * Refuses requests that carry credentials. Meant for forms that must never accept a password.
     *
     * @return this builder
     */
    public B withoutCredentials() {
        limits = new RequestLimits(limits.untrusted(), limits.ports(), false);
        return self();
    }

    /**
     * Connects through another transport, instead of a {@link #road}. This is allowed on a probe for untrusted targets, too,
     * unless the transport resolves names: it is given only addresses that were looked up and judged here. Where it actually
     * connects is then the application's responsibility.
     *
     * @param transport thread-safe
     * @return this builder
     * @throws IllegalStateException on a probe for untrusted targets, if the transport resolves names, since no address could
     *     then be judged here
     */
    public B transport(Transport transport) {
        Objects.requireNonNull(transport, "transport");
        if (limits.untrusted() && transport.resolvesNames()) {
            throw namesUnjudged("transport");
        }
        this.transport = transport;
        this.road = Optional.empty();
        return self();
    }

    /**
     * Connects by a road, that is through proxies or to a Unix socket, instead of another transport; a request may name a
     * different one. A probe for untrusted targets accepts it only if the proxies are asked for addresses, each of which was
     * looked up and judged here; if the last proxy resolves names, or the road is a Unix socket, nothing could be judged. A
     * policy knows this machine's addresses, not the proxy's: use the proxy's own rules to keep strangers away from what only the
     * proxy can reach.
     *
     * @param road the road
     * @return this builder
     * @throws IllegalStateException on a probe for untrusted targets, if no address would be looked up and judged here
     */
    public B road(Road road) {
        if (Objects.requireNonNull(road, "road").resolvesNames() && limits.untrusted()) {
            throw namesUnjudged("road");
        }
        this.transport = Transport.sockets();
        this.road = Optional.of(road);
        return self();
    }

    /**
     * Uses another resolver for probes. Surveys need DNSSEC proofs and use {@link #secureResolver} instead. This is allowed on a
     * probe for untrusted targets, too: a resolver only supplies addresses, and each of them is judged before any connection.
     *
     * @param resolver thread-safe
     * @return this builder
     */
    public B resolver(MailResolver resolver) {
        this.names = new Wiring.Names(Objects.requireNonNull(resolver, "resolver"), names.servers(), names.secure());
        return self();
    }

    /**
     * Uses another resolver for surveys, which ask for the records of a domain and for how far they are proven. This is allowed
     * on a probe for untrusted targets, too.
     *
     * @param resolver thread-safe
     * @return this builder
     */
    public B secureResolver(SecureResolver resolver) {
        this.names = new Wiring.Names(
                names.resolver(), names.servers(), Optional.of(Objects.requireNonNull(resolver, "resolver")));
        return self();
    }

    /**
     * Asks these name servers instead of the ones configured on this machine.
     *
     * @param servers addresses with ports, already resolved, in the order in which they are asked
     * @return this builder
     * @throws IllegalArgumentException if the list is empty, or one of them has no address or no port
     * @throws IllegalStateException on a probe for untrusted targets, because questions would go to addresses that no policy has
     *     judged. A {@link #resolver} of the application's own may do so
     */
    public B nameServers(InetSocketAddress... servers) {
        mayWiden("nameServers");
        for (InetSocketAddress each : Objects.requireNonNull(servers, "servers")) {
            if (Objects.requireNonNull(each, "servers").isUnresolved() || each.getPort() == 0) {
                throw new IllegalArgumentException("nameServers: each needs an address and a port");
            }
        }
        if (servers.length == 0) {
            throw new IllegalArgumentException("nameServers: at least one is needed");
        }
        List<InetSocketAddress> all = List.of(servers);
        this.names = new Wiring.Names(new DnsResolver(all), all, Optional.empty());
        return self();
    }

    /**
     * Limits the addresses that may be connected to. On a probe for untrusted targets, the address has to satisfy both this
     * policy and the existing one.
     *
     * @param policy thread-safe
     * @return this builder
     */
    public B addressPolicy(AddressPolicy policy) {
        Objects.requireNonNull(policy, "policy");
        this.policy = limits.untrusted() ? this.policy.and(policy) : policy;
        return self();
    }

    /**
     * Sets whom TLS trusts, and how.
     *
     * @param settings the settings
     * @return this builder
     */
    public B tlsSettings(TlsSettings settings) {
        this.tls = Objects.requireNonNull(settings, "settings");
        return self();
    }

    private static IllegalStateException namesUnjudged(String what) {
        return new IllegalStateException(
                what + ": a probe for untrusted targets looks names up and judges addresses itself");
    }

    private void mayWiden(String what) {
        if (limits.untrusted()) {
            throw new IllegalStateException(what + ": a probe for untrusted targets can only be narrowed");
        }
    }
}

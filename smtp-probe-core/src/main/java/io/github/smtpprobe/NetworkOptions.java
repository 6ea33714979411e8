/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.dns.DnsResolver;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.tls.TlsSettings;
import io.github.smtpprobe.transport.Transport;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;

/**
 * The options of a probe that say how servers are found and reached. For untrusted targets they can only be narrowed.
 *
 * @param <B> the builder. It has no bound, which would stand in the compiled form of each method and so in every caller's.
 */
abstract sealed class NetworkOptions<B> permits SmtpProbe.Builder {
    private Transport transport;
    private MailResolver resolver;
    private AddressPolicy policy;
    private TlsSettings tls;
    private boolean untrusted;

    NetworkOptions() {
        this(new Wiring.Network(
                Transport.sockets(), new DnsResolver(), AddressPolicy.allowAll(), TlsSettings.standard(), false));
    }

    NetworkOptions(Wiring.Network network) {
        transport = network.transport();
        resolver = network.resolver();
        policy = network.policy();
        tls = network.tls();
        untrusted = network.untrusted();
    }

    /** This builder, as what it is. */
    abstract B self();

    /** Treats targets as chosen by strangers: few connections, few words, and from here on nothing can be widened. */
    B untrusted() {
        untrusted = true;
        return self();
    }

    Wiring.Network network() {
        return new Wiring.Network(transport, resolver, policy, tls, untrusted);
    }

    /**
     * Connects through another transport.
     *
     * @param transport thread-safe
     * @return this builder
     * @throws IllegalStateException on a probe for untrusted targets
     */
    public B transport(Transport transport) {
        mayWiden("transport");
        this.transport = Objects.requireNonNull(transport, "transport");
        return self();
    }

    /**
     * Looks names up in another way.
     *
     * @param resolver thread-safe
     * @return this builder
     */
    public B resolver(MailResolver resolver) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        return self();
    }

    /**
     * Asks these name servers instead of the machine's.
     *
     * @param servers addresses with ports, already resolved, in the order in which they are asked
     * @return this builder
     * @throws IllegalArgumentException if there is none, or one has no address or no port
     * @throws IllegalStateException on a probe for untrusted targets, whose names no stranger's server may answer
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
        this.resolver = new DnsResolver(List.of(servers));
        return self();
    }

    /**
     * Limits the addresses that may be connected to. On a probe for untrusted targets both policies have to agree.
     *
     * @param policy thread-safe
     * @return this builder
     */
    public B addressPolicy(AddressPolicy policy) {
        AddressPolicy before = this.policy;
        Objects.requireNonNull(policy, "policy");
        this.policy = untrusted
                ? (host, address, port) -> before.allows(host, address, port) && policy.allows(host, address, port)
                : policy;
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

    private void mayWiden(String what) {
        if (untrusted) {
            throw new IllegalStateException(what + ": a probe for untrusted targets can only be narrowed");
        }
    }
}

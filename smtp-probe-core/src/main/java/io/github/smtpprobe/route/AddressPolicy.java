/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.route;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Decides which addresses may be connected to. Each address is judged before any connection, and the connection then goes to
 * exactly that address. The policy is asked about targets, not about proxies on the way to them. Implementations must be
 * thread-safe. A policy that throws or does not return in time allows nothing, and the report names it.
 */
@FunctionalInterface
public interface AddressPolicy {
    /**
     * Judges an address.
     *
     * @param host    the name that led to the address
     * @param address the address to connect to; the object {@link Route#NO_ADDRESS} if only a proxy will know it
     * @param port    the TCP port
     * @return whether a connection is allowed
     */
    boolean allows(String host, InetAddress address, int port);

    /**
     * Describes what this policy objects to, for the report. Called only after {@link #allows} has returned false.
     *
     * @param host    the name that led to the address
     * @param address the address to connect to
     * @param port    the TCP port
     * @return words that complete the sentence "It does not allow connections to ...", such as {@code port 6379}; by default,
     *     port and address
     */
    default String objection(String host, InetAddress address, int port) {
        Objects.requireNonNull(host, "host");
        return "port " + port + " of " + Route.text(Objects.requireNonNull(address, "address"));
    }

    /** {@return a policy that allows everything, for targets that you chose yourself} */
    static AddressPolicy allowAll() {
        return AllAddresses.ALLOWED;
    }

    /**
     * The policy for names that strangers typed. It allows global unicast addresses only. Private, loopback, link-local,
     * multicast, documentation and cloud metadata addresses are denied, and so are all other blocks in IANA's registries of
     * special-purpose addresses (RFC 6890), even globally reachable ones such as AS112 and AMT, since none of them holds a mail
     * server. IPv4 addresses embedded in IPv6 addresses (mapped, NAT64, ISATAP) are judged themselves; 6to4, Teredo and this
     * machine's own addresses are denied.
     *
     * @return the policy
     */
    static AddressPolicy publicInternet() {
        return new PublicInternet();
    }

    /**
     * Tells whether an address belongs to the public internet: it is global unicast and not in a registry of special-purpose
     * addresses. It may be this machine's own.
     *
     * @param address any
     * @return whether the address is globally reachable
     */
    static boolean publicAddress(InetAddress address) {
        return PublicInternet.globalUnicast(Objects.requireNonNull(address, "address"));
    }

    /**
     * A policy that allows some networks and nothing else.
     *
     * @param networks networks in CIDR notation, such as {@code 192.0.2.0/24} or {@code 2001:db8::/32}, or single addresses; if
     *                 there are none, nothing is allowed
     * @return the policy
     * @throws IllegalArgumentException if one of them is not a network
     */
    static AddressPolicy only(String... networks) {
        return new NetworkPolicy(Cidr.all(networks), true);
    }

    /**
     * This policy, with some networks denied.
     *
     * @param networks networks in CIDR notation, or single addresses
     * @return a narrower policy
     * @throws IllegalArgumentException if one of them is not a network
     */
    default AddressPolicy except(String... networks) {
        return new NetworkPolicy(Cidr.all(networks), false).and(this);
    }

    /**
     * This policy, with all but some ports denied. The ports for mail are 25, 465, 587 and 2525.
     *
     * @param ports TCP ports, at least one
     * @return a narrower policy
     * @throws IllegalArgumentException if there are none, or one of them is not a port
     */
    default AddressPolicy onPorts(int... ports) {
        Objects.requireNonNull(ports, "ports");
        if (ports.length == 0) {
            throw new IllegalArgumentException("ports: at least one is needed, or nothing would be allowed");
        }
        IntStream.of(ports)
                .filter(each -> each < 1 || each > 65_535)
                .findFirst()
                .ifPresent(wrong -> {
                    throw new IllegalArgumentException("ports: each must be 1 to 65535, not " + wrong);
                });
        Set<Integer> allowed = IntStream.of(ports).boxed().collect(Collectors.toUnmodifiableSet());
        return new PortPolicy(allowed).and(this);
    }

    /**
     * This policy combined with another one.
     *
     * @param other asked only if this policy allows the connection
     * @return a policy that allows only what both allow
     */
    default AddressPolicy and(AddressPolicy other) {
        return new BothPolicies(this, Objects.requireNonNull(other, "other"));
    }
}

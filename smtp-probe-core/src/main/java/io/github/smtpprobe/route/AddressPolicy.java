/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.route;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Decides which addresses may be connected to, one by one, before any connection; the connection then goes to exactly the
 * address that was judged. It is asked about targets and not about proxies on the way to them. Thread-safe; one that throws, or does not end in time, has allowed nothing, and the report names it.
 */
@FunctionalInterface
public interface AddressPolicy {
    /**
     * Decides.
     *
     * @param host    the name that led to the address
     * @param address where a connection would go; {@link Route#NO_ADDRESS}, this very object, where only a proxy will know it
     * @param port    the TCP port
     * @return whether it may
     */
    boolean allows(String host, InetAddress address, int port);

    /**
     * Says to what this policy objects, for the report and those who read it. It is asked only after {@link #allows} has said no.
     *
     * @param host    the name that led to the address
     * @param address where a connection would go
     * @param port    the TCP port
     * @return words that end the sentence "It does not allow connections to ...", such as {@code port 6379}; unless a policy says more,
     *     port and address
     */
    default String objection(String host, InetAddress address, int port) {
        Objects.requireNonNull(host, "host");
        return "port " + port + " of " + Route.text(Objects.requireNonNull(address, "address"));
    }

    /** {@return the policy that allows everything: for targets that you chose yourself} */
    static AddressPolicy allowAll() {
        return (host, address, port) -> true;
    }

    /**
     * The policy for names that strangers typed: global unicast addresses only. Private, loopback, link-local, multicast,
     * documentation and cloud metadata addresses are denied, and so are all other blocks of IANA's registries of special-purpose
     * addresses (RFC 6890), also those that can be reached from everywhere, such as AS112 and AMT: none holds a mail server. Those hidden in IPv6 (mapped, NAT64, ISATAP) are judged by what they
     * hide, 6to4 and Teredo are denied, and so are this machine's own addresses.
     *
     * @return the policy
     */
    static AddressPolicy publicInternet() {
        return new PublicInternet();
    }

    /**
     * Tells whether an address is one of the public internet: global unicast and special in no registry, be it this machine's or
     * another's.
     *
     * @param address any
     * @return whether others can reach it by this address
     */
    static boolean publicAddress(InetAddress address) {
        return PublicInternet.globalUnicast(Objects.requireNonNull(address, "address"));
    }

    /**
     * Allows some networks and nothing else.
     *
     * @param networks in CIDR notation, such as {@code 192.0.2.0/24} or {@code 2001:db8::/32}, or single addresses; without any, nothing
     *                 is allowed
     * @return the policy
     * @throws IllegalArgumentException if one is no network
     */
    static AddressPolicy only(String... networks) {
        return new NetworkPolicy(Cidr.all(networks), true);
    }

    /**
     * This policy without some networks.
     *
     * @param networks in CIDR notation, or single addresses
     * @return a narrower policy
     * @throws IllegalArgumentException if one is no network
     */
    default AddressPolicy except(String... networks) {
        return new NetworkPolicy(Cidr.all(networks), false).and(this);
    }

    /**
     * This policy for some ports only; for mail those are 25, 465, 587 and 2525.
     *
     * @param ports TCP ports, at least one
     * @return a narrower policy
     * @throws IllegalArgumentException if there is none, or one is no port
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
                    throw new IllegalArgumentException("ports: each is from 1 to 65535, not " + wrong);
                });
        Set<Integer> allowed = IntStream.of(ports).boxed().collect(Collectors.toUnmodifiableSet());
        return new PortPolicy(allowed).and(this);
    }

    /**
     * This policy where another one agrees.
     *
     * @param other asked where this one says yes
     * @return a policy that allows what both allow
     */
    default AddressPolicy and(AddressPolicy other) {
        return new BothPolicies(this, Objects.requireNonNull(other, "other"));
    }
}

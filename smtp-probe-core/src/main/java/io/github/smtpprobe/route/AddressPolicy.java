/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.route;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Decides which addresses may be connected to, one by one, before any connection; the connection then goes to exactly the
 * address that was judged. Thread-safe; one that throws, or does not end in time, has allowed nothing, and the report names it.
 */
@FunctionalInterface
public interface AddressPolicy {
    /**
     * Decides.
     *
     * @param host    the name that led to the address
     * @param address where a connection would go
     * @param port    the TCP port
     * @return whether it may
     */
    boolean allows(String host, InetAddress address, int port);

    /** {@return the policy that allows everything: for targets that you chose yourself} */
    static AddressPolicy allowAll() {
        return (host, address, port) -> true;
    }

    /**
     * The policy for names that strangers typed: global unicast addresses only. Private, loopback, link-local, multicast,
     * documentation and cloud metadata addresses are denied, those hidden in IPv6 (mapped, NAT64, ISATAP) are judged by what they
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
     * @param networks in CIDR notation, such as {@code 192.0.2.0/24} or {@code 2001:db8::/32}; without any, nothing is allowed
     * @return the policy
     * @throws IllegalArgumentException if one is no network
     */
    static AddressPolicy only(String... networks) {
        List<Cidr> allowed = Cidr.all(networks);
        return (host, address, port) -> Cidr.anyContains(allowed, address.getAddress());
    }

    /**
     * This policy without some networks.
     *
     * @param networks in CIDR notation
     * @return a narrower policy
     * @throws IllegalArgumentException if one is no network
     */
    default AddressPolicy except(String... networks) {
        List<Cidr> denied = Cidr.all(networks);
        return (host, address, port) -> !Cidr.anyContains(denied, address.getAddress()) && allows(host, address, port);
    }

    /**
     * This policy for some ports only; for mail those are 25, 465, 587 and 2525.
     *
     * @param ports TCP ports
     * @return a narrower policy
     */
    default AddressPolicy onPorts(int... ports) {
        int[] allowed = Objects.requireNonNull(ports, "ports").clone();
        return (host, address, port) ->
                IntStream.of(allowed).anyMatch(each -> each == port) && allows(host, address, port);
    }
}

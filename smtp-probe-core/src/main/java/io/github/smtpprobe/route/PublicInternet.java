/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.route;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Allows global unicast addresses that are in no registry of special-purpose addresses and do not belong to this machine. */
final class PublicInternet implements AddressPolicy {
    /**
     * IANA's registry of special-purpose addresses (RFC 6890), including the globally reachable blocks; multicast; the metadata
     * services of clouds.
     */
    private static final List<Cidr> DENIED_4 = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "168.63.129.16/32",
            "100.100.100.200/32");

    /** For IPv6 it is the other way round: only global unicast is allowed at all. */
    private static final List<Cidr> GLOBAL_6 = networks("2000::/3");

    /**
     * Parts of global unicast that lead elsewhere or nowhere: assignments to protocols (Teredo, benchmarking, AMT, AS112, ORCHID
     * and others), documentation, 6to4. Some of them are globally reachable, but none holds a mail server.
     */
    private static final List<Cidr> DENIED_6 =
            networks("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20");

    private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");
    private static final byte[] ISATAP = {0, 0, 0x5E, (byte) 0xFE};

    private static List<Cidr> networks(String... texts) {
        return Stream.of(texts).map(Cidr::parse).toList();
    }

    @Override
    public boolean allows(String host, InetAddress address, int port) {
        if (address instanceof Inet6Address six && six.getScopeId() != 0) {
            return false;
        }
        return globalUnicast(address.getAddress()) && !ours(address);
    }

    @Override
    public String objection(String host, InetAddress address, int port) {
        String text = Route.text(address);
        if (address == Route.NO_ADDRESS) {
            return text;
        }
        return globalUnicast(address.getAddress()) && ours(address)
                ? text + ", which is this machine"
                : text + ", which is no address of the public internet";
    }

    /** Whether an address belongs to the public internet, even if it is this machine's own. */
    static boolean globalUnicast(InetAddress address) {
        return globalUnicast(address.getAddress());
    }

    private static boolean globalUnicast(byte[] octets) {
        if (octets.length == 4) {
            return !Cidr.anyContains(DENIED_4, octets);
        }
        byte[] last = Arrays.copyOfRange(octets, 12, 16);
        if (NAT64.contains(octets)) {
            return globalUnicast(last); // the same host by another address (RFC 6052)
        }
        boolean global = Cidr.anyContains(GLOBAL_6, octets) && !Cidr.anyContains(DENIED_6, octets);
        return global && (!isatap(octets) || globalUnicast(last));
    }

    /**
     * Whether it is an ISATAP address (RFC 5214 §6.1): an interface identifier that contains an IPv4 address, with or without
     * the universal bit.
     */
    private static boolean isatap(byte[] octets) {
        byte[] identifier = Arrays.copyOfRange(octets, 8, 12);
        identifier[0] &= ~0x02;
        return Arrays.equals(identifier, ISATAP);
    }

    private static boolean ours(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unknown) {
            return true; // if it cannot be determined, it is denied
        }
    }
}

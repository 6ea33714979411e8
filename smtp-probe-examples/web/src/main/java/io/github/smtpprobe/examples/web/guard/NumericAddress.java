/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses as text, which are read without asking a name server. */
final class NumericAddress {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]{2,}([0-9.]+)?");
    private static final int LONGEST = 64;

    private NumericAddress() {}

    /**
     * Reads an address.
     *
     * @param text such as {@code 192.0.2.1}, {@code 2001:db8::1} or {@code fe80::1%2}
     * @return the address, without a zone; one of IPv4 that is written as IPv6 is one of IPv4; empty if it is none
     */
    static Optional<InetAddress> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        boolean ipv6 = address.contains(":") && IPV6.matcher(address).matches();
        if (!ipv6 && !IPV4.matcher(address).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(address));
        } catch (UnknownHostException none) {
            return Optional.empty();
        }
    }

    /**
     * Returns the network with which an address is counted.
     *
     * @param address any
     * @param bits    of IPv6, a multiple of 8
     * @return an IPv4 address as it is, else the network
     */
    static String network(InetAddress address, int bits) {
        if (address instanceof Inet4Address) {
            return address.getHostAddress();
        }
        byte[] octets = address.getAddress();
        Arrays.fill(octets, bits / 8, octets.length, (byte) 0);
        try {
            return InetAddress.getByAddress(octets).getHostAddress() + "/" + bits;
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

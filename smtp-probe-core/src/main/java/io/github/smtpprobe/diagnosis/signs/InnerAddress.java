/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.signs;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * An address that leads elsewhere or nowhere from outside: a private, loopback or link-local address, or one that cannot belong
 * to a host.
 */
public final class InnerAddress {
    private static final int IPV4_OCTETS = 4;

    /** The prefix 64:ff9b::/96 (RFC 6052 §2.1), by which an IPv4 host is reached over IPv6. */
    private static final byte[] NAT64 = {0, 0x64, (byte) 0xFF, (byte) 0x9B, 0, 0, 0, 0, 0, 0, 0, 0};

    private InnerAddress() {}

    /**
     * Tells whether an address is one. Addresses for documentation are not, since they stand for anybody's.
     *
     * @param address the address of a server
     * @return whether a sender elsewhere cannot reach that server by it
     */
    public static boolean is(InetAddress address) {
        return is(address.getAddress());
    }

    private static boolean is(byte[] octets) {
        if (octets.length == IPV4_OCTETS) {
            return fourth(octets[0] & 0xFF, octets[1] & 0xFF);
        }
        if (Arrays.equals(Arrays.copyOf(octets, NAT64.length), NAT64)) {
            return is(Arrays.copyOfRange(octets, NAT64.length, octets.length));
        }
        return (octets[0] & 0xE0) != 0x20; // RFC 4291 §2.4: only 2000::/3 is global unicast today
    }

    /** RFC 6890 §2.2.2, and multicast (RFC 5771). */
    private static boolean fourth(int first, int second) {
        return switch (first) {
            case 0, 10, 127 -> true;
            case 100 -> (second & 0xC0) == 64; // RFC 6598: behind a provider's NAT
            case 169 -> second == 254;
            case 172 -> (second & 0xF0) == 16;
            case 192 -> second == 168;
            case 198 -> (second & 0xFE) == 18; // RFC 2544: for benchmarks
            default -> first >= 224;
        };
    }
}

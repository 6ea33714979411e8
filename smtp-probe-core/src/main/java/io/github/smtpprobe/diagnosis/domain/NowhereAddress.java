/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.diagnosis.signs.InnerAddress;
import java.net.InetAddress;

/**
 * An address in DNS by which senders elsewhere cannot reach a host: one of a private network, or one that is reserved for
 * examples.
 */
final class NowhereAddress {
    private static final int IPV4_OCTETS = 4;

    private NowhereAddress() {}

    static boolean is(InetAddress address) {
        return InnerAddress.is(address) || ofExamples(address);
    }

    /** What kind of address it is, in words that follow "its address is". */
    static String kind(InetAddress address) {
        return ofExamples(address) ? "kept for examples" : "private or local";
    }

    /** Whether it is a placeholder from documentation (RFC 5737, RFC 3849, RFC 9637) that was left in place of an address. */
    static boolean ofExamples(InetAddress address) {
        byte[] octets = address.getAddress();
        int first = word(octets, 0);
        int second = word(octets, 2);
        return octets.length == IPV4_OCTETS
                ? ofExamples(first, second >> 8)
                : (first == 0x2001 && second == 0xDB8) || (first == 0x3FFF && second < 0x1000);
    }

    private static boolean ofExamples(int first, int third) {
        return switch (first) {
            case 0xC000 -> third == 2; // 192.0.2.0/24
            case 0xC633 -> third == 100; // 198.51.100.0/24
            case 0xCB00 -> third == 113; // 203.0.113.0/24
            default -> false;
        };
    }

    private static int word(byte[] octets, int at) {
        return ((octets[at] & 0xFF) << 8) | (octets[at + 1] & 0xFF);
    }
}

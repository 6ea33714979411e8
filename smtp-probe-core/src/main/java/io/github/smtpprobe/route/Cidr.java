/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.route;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.text.Ascii;
import io.github.smtpprobe.text.Printable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A network: an address and the number of its leading bits that count (RFC 4632). It is compared as octets, never as text. */
final class Cidr {
    private final byte[] network;
    private final int bits;

    private Cidr(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    static Cidr parse(String text) {
        try {
            return read(text);
        } catch (IllegalArgumentException none) {
            throw new IllegalArgumentException(
                    Printable.quoted(text) + " is not a network: " + none.getMessage(), none);
        }
    }

    private static Cidr read(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            byte[] one = AddressLiteral.parse(text).getAddress();
            return new Cidr(one, one.length * 8);
        }
        if (!Ascii.digits(text.substring(slash + 1), 3)) {
            throw new IllegalArgumentException("it must be written as address/bits, such as 192.0.2.0/24");
        }
        byte[] octets = AddressLiteral.parse(text.substring(0, slash)).getAddress();
        int bits = Integer.parseInt(text.substring(slash + 1));
        if (bits > octets.length * 8) {
            throw new IllegalArgumentException(
                    "a network of this address family has at most " + octets.length * 8 + " bits");
        }
        return new Cidr(octets, bits);
    }

    static List<Cidr> all(String... networks) {
        return Stream.of(Objects.requireNonNull(networks, "networks"))
                .map(each -> parse(Objects.requireNonNull(each, "networks")))
                .toList();
    }

    static boolean anyContains(List<Cidr> networks, byte[] address) {
        return networks.stream().anyMatch(each -> each.contains(address));
    }

    boolean contains(byte[] address) {
        int whole = bits / 8;
        if (address.length != network.length || !Arrays.equals(address, 0, whole, network, 0, whole)) {
            return false;
        }
        int mask = 0xFF00 >> (bits % 8) & 0xFF;
        return mask == 0 || (address[whole] & mask) == (network[whole] & mask);
    }
}

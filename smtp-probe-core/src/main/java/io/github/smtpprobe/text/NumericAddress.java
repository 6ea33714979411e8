/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IP address as text without brackets, in canonical form. This is the only way from a text to an address, because it never
 * looks anything up; the JDK asks the system's resolver for every text that it does not recognize as an address, such as
 * {@code .1:2}.
 */
public final class NumericAddress {
    /** The length of {@code 255.255.255.255}, the longest IPv4 address. */
    private static final int LONGEST_FOUR = 15;

    private static final int OCTETS = 4;
    private static final int LARGEST = 255;
    private static final int NONE = -1;
    private static final Pattern IPV6 = Pattern.compile("^[0-9A-Fa-f]{0,4}+:[0-9A-Fa-f:.]*+");

    private NumericAddress() {}

    /**
     * Tells whether a text is an IPv4 address: four decimal numbers, and none of the other spellings that some resolvers
     * accept.
     *
     * @param text any
     * @return whether it is
     */
    public static boolean four(String text) {
        return bits(text) >= 0;
    }

    /**
     * The 32 bits of an IPv4 address; negative if the text is not one. Leading zeros are not accepted, because some programs
     * read such numbers as octal.
     */
    private static long bits(String text) {
        if (text.length() > LONGEST_FOUR) {
            return NONE;
        }
        long bits = 0;
        int dots = 0;
        int octet = NONE; // until it has a digit
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && octet >= 0) {
                bits = bits << Byte.SIZE | octet;
                octet = NONE;
                dots++;
            } else if (Ascii.digit(c) && octet != 0) {
                octet = Math.max(octet, 0) * 10 + c - '0';
            } else {
                return NONE;
            }
            if (octet > LARGEST || dots == OCTETS) {
                return NONE;
            }
        }
        return dots == OCTETS - 1 && octet >= 0 ? bits << Byte.SIZE | octet : NONE;
    }

    private static InetAddress address(int bits) throws UnknownHostException {
        return InetAddress.getByAddress(
                new byte[] {(byte) (bits >> 24), (byte) (bits >> 16), (byte) (bits >> 8), (byte) bits});
    }

    /**
     * Reads an address.
     *
     * @param text such as {@code 192.0.2.1} or {@code 2001:db8::1}
     * @return the address, if it is one
     */
    public static Optional<InetAddress> read(String text) {
        long four = bits(text);
        if (four < 0 && (text.indexOf(':') < 0 || !IPV6.matcher(text).matches())) {
            return Optional.empty();
        }
        try {
            // Between brackets, the JDK accepts nothing but an address (InetAddress.getByName).
            return Optional.of(four >= 0 ? address((int) four) : InetAddress.getByName("[" + text + "]"));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }
}

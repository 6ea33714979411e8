/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IP address as a text without brackets, in a canonical form. The one way from a text to an address: nothing is ever looked up,
 * while the JDK asks the system's resolver for whatever it does not take for an address, such as {@code .1:2}.
 */
public final class NumericAddress {
    /** No address is longer than {@code 255.255.255.255}. */
    private static final int LONGEST_FOUR = 15;

    private static final int OCTETS = 4;
    private static final int LARGEST = 255;
    private static final Pattern IPV6 = Pattern.compile("^[0-9A-Fa-f]{0,4}+:[0-9A-Fa-f:.]*+");

    private NumericAddress() {}

    /**
     * Tells whether a text is an IPv4 address: four decimal numbers, and no other spelling that some resolver would take.
     *
     * @param text any
     * @return whether it is
     */
    public static boolean four(String text) {
        if (text.length() > LONGEST_FOUR) {
            return false;
        }
        int octets = 0;
        int from = 0;
        for (int end = text.indexOf('.'); end >= 0; end = text.indexOf('.', from)) {
            if (!octet(text, from, end)) {
                return false;
            }
            octets++;
            from = end + 1;
        }
        return octets == OCTETS - 1 && octet(text, from, text.length());
    }

    private static byte[] octets(String four) {
        byte[] octets = new byte[OCTETS];
        int at = 0;
        int value = 0;
        for (int i = 0; i < four.length(); i++) {
            char c = four.charAt(i);
            at += c == '.' ? 1 : 0;
            value = c == '.' ? 0 : value * 10 + c - '0';
            octets[at] = (byte) value;
        }
        return octets;
    }

    /** A number from 0 to 255 without leading zeros, which some would read as octal. */
    private static boolean octet(String text, int from, int end) {
        if (from == end || (text.charAt(from) == '0' && end > from + 1)) {
            return false;
        }
        int value = 0;
        for (int i = from; i < end; i++) {
            if (!Ascii.digit(text.charAt(i)) || value > LARGEST) {
                return false;
            }
            value = value * 10 + text.charAt(i) - '0';
        }
        return value <= LARGEST;
    }

    /**
     * Reads an address.
     *
     * @param text such as {@code 192.0.2.1} or {@code 2001:db8::1}
     * @return the address, if it is one
     */
    public static Optional<InetAddress> read(String text) {
        boolean four = four(text);
        if (!four && (text.indexOf(':') < 0 || !IPV6.matcher(text).matches())) {
            return Optional.empty();
        }
        try {
            // Between brackets the JDK takes nothing but an address (InetAddress.getByName).
            return Optional.of(four ? InetAddress.getByAddress(octets(text)) : InetAddress.getByName("[" + text + "]"));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }
}

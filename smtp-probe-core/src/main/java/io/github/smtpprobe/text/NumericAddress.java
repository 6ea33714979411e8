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
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("^[0-9A-Fa-f]{0,4}+:[0-9A-Fa-f:.]*+");

    private NumericAddress() {}

    /**
     * Tells whether a text is an IPv4 address: four decimal numbers, and no other spelling that some resolver would take.
     *
     * @param text any
     * @return whether it is
     */
    public static boolean four(String text) {
        return IPV4.matcher(text).matches();
    }

    /**
     * Reads an address.
     *
     * @param text such as {@code 192.0.2.1} or {@code 2001:db8::1}
     * @return the address, if it is one
     */
    public static Optional<InetAddress> read(String text) {
        boolean six = IPV6.matcher(text).matches();
        if (!six && !four(text)) {
            return Optional.empty();
        }
        try {
            // Between brackets the JDK takes nothing but an address (InetAddress.getByName).
            return Optional.of(InetAddress.getByName(six ? "[" + text + "]" : text));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }
}

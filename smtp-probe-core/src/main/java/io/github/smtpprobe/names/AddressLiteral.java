/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.names;

import io.github.smtpprobe.text.NumericAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * An IP address in text form. Only the canonical forms are accepted: four decimal numbers, or IPv6 in brackets. All other
 * spellings that some resolvers accept (octal, hexadecimal, a single number) are refused, because resolvers read them
 * differently.
 */
public final class AddressLiteral {
    /** The length of {@code IPv6}, which is followed by a colon (RFC 5321 §4.1.3). */
    private static final int TAG = 4;

    private AddressLiteral() {}

    /**
     * Tells whether a text is a literal rather than a name.
     *
     * @param text what somebody typed
     * @return whether it consists of four decimal numbers, or is in brackets
     */
    public static boolean looksLike(String text) {
        Objects.requireNonNull(text, "text");
        return text.startsWith("[") || NumericAddress.four(text);
    }

    /**
     * Reads a literal: {@code 192.0.2.1}, {@code [192.0.2.1]}, {@code [IPv6:2001:db8::1]} or {@code [2001:db8::1]}.
     *
     * @param text the literal
     * @return the address
     * @throws IllegalArgumentException if it is not a literal
     */
    public static InetAddress parse(String text) {
        Objects.requireNonNull(text, "text");
        String inner = text;
        if (text.startsWith("[") && text.endsWith("]")) {
            inner = text.substring(1, text.length() - 1);
        }
        if (inner.indexOf(':') == TAG && inner.toLowerCase(Locale.ROOT).startsWith("ipv6")) {
            inner = inner.substring(TAG + 1);
        }
        String address = inner;
        return NumericAddress.read(address)
                .orElseThrow(() -> new IllegalArgumentException(fault(address, text.startsWith("["))));
    }

    /**
     * What is wrong with a literal. An interface (RFC 4007 §11) has a meaning only on one machine, so it cannot be sent to a
     * server and is not part of an address.
     */
    private static String fault(String inner, boolean brackets) {
        int zone = inner.indexOf('%');
        return zone >= 0 && NumericAddress.read(inner.substring(0, zone)).isPresent()
                ? "has a zone behind a % sign: an address is taken without one"
                : "is no address literal" + (brackets ? ": brackets are for addresses alone" : "");
    }

    /**
     * Writes an address as a literal (RFC 5321 §4.1.3).
     *
     * @param address any address
     * @return {@code [192.0.2.1]} or {@code [IPv6:2001:db8::1]}
     */
    public static String of(InetAddress address) {
        Objects.requireNonNull(address, "address");
        String text = text(address);
        int scope = text.indexOf('%');
        String plain = scope < 0 ? text : text.substring(0, scope);
        return address instanceof Inet6Address ? "[IPv6:" + plain + "]" : "[" + plain + "]";
    }

    /**
     * Writes an address for people: IPv6 with its longest run of zeros omitted (RFC 5952 §4).
     *
     * @param address any address
     * @return {@code 192.0.2.1} or {@code 2001:db8::1}, followed by its scope if it has one
     */
    public static String text(InetAddress address) {
        Objects.requireNonNull(address, "address");
        String full = address.getHostAddress();
        if (!(address instanceof Inet6Address)) {
            return full;
        }
        int scope = full.indexOf('%');
        String[] groups = full.substring(0, scope < 0 ? full.length() : scope).split(":");
        int from = 0;
        int length = 1; // a single zero is not omitted
        for (int i = 0; i < groups.length; i++) {
            int zeros = zeros(groups, i);
            if (zeros > length) {
                from = i;
                length = zeros;
            }
        }
        List<String> all = List.of(groups);
        String shown = length == 1
                ? String.join(":", all)
                : String.join(":", all.subList(0, from)) + "::" + String.join(":", all.subList(from + length, 8));
        return scope < 0 ? shown : shown + full.substring(scope);
    }

    private static int zeros(String[] groups, int from) {
        int end = from;
        while (end < groups.length && groups[end].equals("0")) {
            end++;
        }
        return end - from;
    }
}

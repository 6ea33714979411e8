/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.records;

/**
 * Writes addresses as text: four decimal numbers, or RFC 5952. {@code InetAddress} would turn an IPv6 address that contains an
 * IPv4 address into the latter.
 */
final class Addresses {
    private static final int WORDS = 8;

    private Addresses() {}

    static String text(byte[] octets) {
        return octets.length == WORDS * 2 ? sixth(octets) : fourth(octets);
    }

    private static String fourth(byte[] octets) {
        StringBuilder out = new StringBuilder();
        for (byte octet : octets) {
            out.append(out.length() == 0 ? "" : ".").append(octet & 0xFF);
        }
        return out.toString();
    }

    private static int word(byte[] octets, int number) {
        return ((octets[number * 2] & 0xFF) << 8) | (octets[number * 2 + 1] & 0xFF);
    }

    /** The first of the longest runs of zeros is omitted if it has at least two of them. */
    private static String sixth(byte[] octets) {
        int from = WORDS;
        int longest = 1;
        for (int start = 0; start < WORDS; start++) {
            int end = start;
            while (end < WORDS && word(octets, end) == 0) {
                end++;
            }
            if (end - start > longest) {
                longest = end - start;
                from = start;
            }
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < WORDS; i++) {
            if (i == from) {
                out.append("::");
                i += longest - 1;
            } else {
                out.append(out.length() == 0 || out.charAt(out.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(word(octets, i)));
            }
        }
        return out.toString();
    }
}

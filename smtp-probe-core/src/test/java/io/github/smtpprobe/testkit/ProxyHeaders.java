/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Finds the end of a PROXY header for a scripted server. */
final class ProxyHeaders {
    private static final byte[] SIGNATURE = "\r\n\r\n\0\r\nQUIT\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PROXY = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final int FIXED = 16;

    private ProxyHeaders() {}

    /**
     * The length of the header with which the input begins.
     *
     * @param wanted the version as it is written in scripts
     * @return 0 if it is not complete yet, -1 if something else has come
     */
    static int length(String wanted, byte[] input) {
        if (wanted.startsWith("octets ")) {
            byte[] octets = HexFormat.of().parseHex(wanted.substring("octets ".length()));
            return begins(input, octets) ? input.length < octets.length ? 0 : octets.length : -1;
        }
        return wanted.startsWith("v1") ? line(input) : block(input);
    }

    private static int line(byte[] input) {
        if (!begins(input, PROXY)) {
            return -1;
        }
        for (int i = 0; i < input.length; i++) {
            if (input[i] == '\n') {
                return i + 1;
            }
        }
        return 0;
    }

    private static int block(byte[] input) {
        if (!begins(input, SIGNATURE)) {
            return -1;
        }
        int length = input.length < FIXED ? FIXED : FIXED + ((input[14] & 0xFF) << 8 | input[15] & 0xFF);
        return input.length < length ? 0 : length;
    }

    /** Whether the input is the beginning of a header or a header the beginning of the input. */
    private static boolean begins(byte[] input, byte[] with) {
        int both = Math.min(input.length, with.length);
        return Arrays.equals(input, 0, both, with, 0, both);
    }
}

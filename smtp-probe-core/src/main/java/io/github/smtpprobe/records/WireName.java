/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.records;

import io.github.smtpprobe.text.Printable;
import java.util.Locale;
import java.util.Optional;

/**
 * A name in the data of a record (RFC 1035 §3.1), uncompressed.
 *
 * @param text the name in lower case, without a final dot; dots within labels and octets that are not visible ASCII are escaped
 *     (§5.1)
 * @param end  where the name ends in the data
 */
record WireName(String text, int end) {
    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_NAME = 255;

    /** The longest text: each octet as a backslash and three digits. */
    private static final int LONGEST_TEXT = 4 * LONGEST_NAME;

    static Optional<WireName> read(byte[] rdata, int from) {
        StringBuilder text = new StringBuilder();
        int at = from;
        while (at < rdata.length && at - from < LONGEST_NAME) {
            int length = rdata[at++] & 0xFF;
            if (length == 0) {
                return Optional.of(new WireName(text.toString().toLowerCase(Locale.ROOT), at));
            }
            if (length > LONGEST_LABEL || at + length > rdata.length) {
                return Optional.empty();
            }
            text.append(text.length() == 0 ? "" : ".");
            for (int end = at + length; at < end; at++) {
                append(text, rdata[at] & 0xFF);
            }
        }
        return Optional.empty();
    }

    /**
     * Makes a name from an application's resolver safe to show, by escaping what cannot be in a name in presentation format.
     */
    static String safe(String name) {
        return Printable.clean(Printable.cut(name, LONGEST_TEXT, "\u2026"));
    }

    private static void append(StringBuilder text, int octet) {
        if (octet <= ' ' || octet >= 0x7F) {
            text.append('\\')
                    .append((char) ('0' + octet / 100))
                    .append((char) ('0' + octet / 10 % 10))
                    .append((char) ('0' + octet % 10));
        } else if (".\\\"();@$".indexOf(octet) >= 0) {
            text.append('\\').append((char) octet);
        } else {
            text.append((char) octet);
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * How a server's octets are split into segments. Clients must read the same octets in the same way, however they are split. Under
 * TLS, the records are split.
 */
public enum Delivery {
    /** Everything that is ready is sent in one piece. */
    WHOLE,
    /** Line by line. */
    LINES,
    /** One octet at a time. */
    OCTETS,
    /** Split at random places, which are the same in every run. */
    RANDOM;

    List<byte[]> cut(byte[] octets) {
        List<byte[]> pieces = new ArrayList<>();
        Random random = new Random(octets.length);
        int from = 0;
        for (int to = 1; to <= octets.length; to++) {
            boolean here = switch (this) {
                case WHOLE -> false;
                case LINES -> octets[to - 1] == '\n';
                case OCTETS -> true;
                case RANDOM -> random.nextInt(4) == 0;
            };
            if (here || to == octets.length) {
                pieces.add(Arrays.copyOfRange(octets, from, to));
                from = to;
            }
        }
        return pieces;
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** How a server's octets are cut on their way. The same octets must mean the same, however they are cut. Under TLS it is the records that are cut. */
public enum Delivery {
    /** All that is ready in one piece. */
    WHOLE,
    /** Line by line. */
    LINES,
    /** One octet at a time. */
    OCTETS,
    /** Cut at random places, the same in every run. */
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

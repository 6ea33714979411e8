/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.text.Printable;
import java.util.Objects;

/**
 * A cell of the matrix: what a sender does in a condition.
 *
 * @param prospect what becomes of the message; T where it is T or C
 * @param orClear  whether it goes in clear where there is no TLS
 * @param why      a full sentence
 */
record Way(Prospect prospect, boolean orClear, String why) {
    private static final int LONGEST = 500;

    static Way of(Prospect prospect, String why) {
        Objects.requireNonNull(prospect, "prospect");
        return new Way(
                prospect, false, Printable.clean(Printable.cut(Objects.requireNonNull(why, "why"), LONGEST, "\u2026")));
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import io.github.smtpprobe.mtasts.PolicyProblem.Code;
import io.github.smtpprobe.text.Ascii;
import io.github.smtpprobe.text.NumericAddress;

/** Explains, as precisely as possible, why the value of an {@code mx} is not a pattern. */
final class MxFault {
    private static final int MOST_DIGITS = 5;

    private MxFault() {}

    static Code of(String value) {
        if (!Ascii.only(value)) {
            return Code.MX_NOT_ASCII;
        }
        if (value.endsWith(".")
                && MxPattern.read(value.substring(0, value.length() - 1)).isPresent()) {
            return Code.MX_LAST_DOT;
        }
        if (value.startsWith(".") && MxPattern.read(value.substring(1)).isPresent()) {
            return Code.MX_FIRST_DOT;
        }
        int colon = value.indexOf(':');
        if (colon >= 0
                && Ascii.digits(value.substring(colon + 1), MOST_DIGITS)
                && MxPattern.read(value.substring(0, colon)).isPresent()) {
            return Code.MX_PORT;
        }
        return several(value) ? Code.MX_SEVERAL : Code.BAD_MX;
    }

    /** Whether it looks like an address, which is a domain name by its grammar, but not the name of a host. */
    static boolean address(String value) {
        return NumericAddress.four(value);
    }

    private static boolean several(String value) {
        int end = 0;
        while (end < value.length() && !separates(value.charAt(end))) {
            end++;
        }
        int next = end;
        while (next < value.length() && separates(value.charAt(next))) {
            next++;
        }
        int last = next;
        while (last < value.length() && !separates(value.charAt(last))) {
            last++;
        }
        return MxPattern.read(value.substring(0, end)).isPresent()
                && MxPattern.read(value.substring(next, last)).isPresent();
    }

    private static boolean separates(char c) {
        return " \t,;".indexOf(c) >= 0;
    }
}

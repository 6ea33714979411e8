/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

/** The dot that ends an absolute name (RFC 1034 §3.1). An escaped dot does not count; it is an octet of the last label (RFC 1035 §5.1). */
public final class LastDot {
    private LastDot() {}

    /**
     * Removes it.
     *
     * @param name the name in presentation format, with or without it
     * @return the name without its final dot, if it has one; the root becomes empty
     */
    public static String without(String name) {
        return ends(name) ? name.substring(0, name.length() - 1) : name;
    }

    private static boolean ends(String name) {
        int before = name.length() - 1;
        if (before < 0 || name.charAt(before) != '.') {
            return false;
        }
        int backslashes = 0;
        while (before > backslashes && name.charAt(before - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 0;
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.tls;

import io.github.smtpprobe.text.Printable;
import java.util.List;
import java.util.Set;

/**
 * The named groups that can be requested. They are refused if this version of Java cannot choose groups, or does not know the
 * name, because they would otherwise be ignored silently.
 */
final class NamedGroups {
    /** The first release whose {@code SSLParameters} accept named groups. */
    private static final int SINCE = 20;

    /** The groups of RFC 8422 §5.1.1 and RFC 7919, as Java names them. */
    private static final Set<String> KNOWN = Set.of(
            "x25519",
            "x448",
            "secp256r1",
            "secp384r1",
            "secp521r1",
            "ffdhe2048",
            "ffdhe3072",
            "ffdhe4096",
            "ffdhe6144",
            "ffdhe8192");

    private NamedGroups() {}

    static void check(List<String> groups, boolean ownOfJava) {
        int release = Runtime.version().feature();
        if (!groups.isEmpty() && release < SINCE) {
            throw new IllegalArgumentException(
                    "namedGroups: can be chosen from Java " + SINCE + " on, and this is Java " + release);
        }
        for (String group : groups) {
            if (ownOfJava && !KNOWN.contains(group)) {
                throw new IllegalArgumentException(
                        "namedGroups: a group is named like x25519 or secp256r1, not " + Printable.quoted(group));
            }
        }
    }
}

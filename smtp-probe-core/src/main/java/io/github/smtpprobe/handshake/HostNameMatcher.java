/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import io.github.smtpprobe.text.NumericAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The check of RFC 9525 §6: only subjectAltName counts, never the subject's common name; a wildcard is the whole left-most
 * label, covers exactly one label, and has at least two labels after it (the JDK accepts {@code *.com} and {@code
 * m*.example.org}).
 */
final class HostNameMatcher {
    private HostNameMatcher() {}

    /**
     * Tells whether a certificate's names cover an identity.
     *
     * @param identity a name in A-labels, or an address without brackets
     * @param address  whether the identity is an address: then only address entries count, by value
     */
    static boolean matches(String identity, boolean address, List<String> names) {
        for (String name : names) {
            if (address ? sameAddress(identity, name) : matchesName(identity, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesName(String identity, String presented) {
        String wanted = identity.toLowerCase(Locale.ROOT);
        String offered = presented.toLowerCase(Locale.ROOT);
        if (!offered.startsWith("*.")) {
            return offered.equals(wanted);
        }
        String suffix = offered.substring(1);
        int firstDot = wanted.indexOf('.');
        boolean specific = suffix.indexOf('.', 1) > 0 && suffix.indexOf('*') < 0;
        return specific && firstDot > 0 && wanted.substring(firstDot).equals(suffix);
    }

    private static boolean sameAddress(String identity, String presented) {
        Optional<InetAddress> address = NumericAddress.read(identity);
        return address.isPresent() && address.equals(NumericAddress.read(presented));
    }
}

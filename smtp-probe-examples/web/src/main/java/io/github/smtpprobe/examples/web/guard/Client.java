/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client as the quotas count it: an IPv4 address, or an IPv6 network, because every household has at least one.
 *
 * @param key   the address, or the /64
 * @param wider the /48, of which some have all; null for IPv4
 */
record Client(String key, @Nullable String wider) {
    /** How many times a single client's quota all clients of a /48 have together. */
    static final int WIDER = 4;

    private static final int HOUSEHOLD = 64;
    private static final int SITE = 48;

    /**
     * Reads an address.
     *
     * @param address by {@link jakarta.servlet.ServletRequest#getRemoteAddr}
     * @return the client; all whose address cannot be read are one
     */
    static Client of(String address) {
        Optional<InetAddress> read = NumericAddress.parse(address);
        if (read.isEmpty()) {
            return new Client("unknown", null);
        }
        InetAddress known = read.get();
        return known instanceof Inet4Address
                ? new Client(known.getHostAddress(), null)
                : new Client(NumericAddress.network(known, HOUSEHOLD), NumericAddress.network(known, SITE));
    }
}

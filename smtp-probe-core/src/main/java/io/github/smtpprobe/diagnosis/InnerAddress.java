/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import java.net.Inet6Address;
import java.net.InetAddress;

/** An address that leads elsewhere, or nowhere, from outside: a private one, or that of the machine or the link itself. */
public final class InnerAddress {
    private InnerAddress() {}

    /**
     * Tells whether an address is one.
     *
     * @param address of a server
     * @return whether a sender elsewhere would not reach that server by it
     */
    public static boolean is(InetAddress address) {
        boolean uniqueLocal = address instanceof Inet6Address && (address.getAddress()[0] & 0xFE) == 0xFC; // RFC 4193
        return uniqueLocal
                || address.isSiteLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress();
    }
}

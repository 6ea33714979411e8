/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.route;

import java.net.InetAddress;
import java.util.List;

/**
 * A policy about the address alone.
 *
 * @param networks some networks
 * @param within   whether addresses within them are allowed, or those outside
 */
record NetworkPolicy(List<Cidr> networks, boolean within) implements AddressPolicy {
    @Override
    public boolean allows(String host, InetAddress address, int port) {
        return Cidr.anyContains(networks, address.getAddress()) == within;
    }

    @Override
    public String objection(String host, InetAddress address, int port) {
        return Route.text(address);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.route;

import java.net.InetAddress;
import java.util.Set;

/**
 * A policy about the port alone.
 *
 * @param ports the allowed ports
 */
record PortPolicy(Set<Integer> ports) implements AddressPolicy {
    @Override
    public boolean allows(String host, InetAddress address, int port) {
        return ports.contains(port);
    }

    @Override
    public String objection(String host, InetAddress address, int port) {
        return "port " + port;
    }
}

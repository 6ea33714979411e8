/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.route;

import java.net.InetAddress;
import java.util.Set;

/**
 * Looks at nothing but the port.
 *
 * @param ports those that are allowed
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

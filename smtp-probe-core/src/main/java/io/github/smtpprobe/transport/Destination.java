/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import io.github.smtpprobe.names.DomainName;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;

/**
 * The destination that a proxy is asked to connect to.
 *
 * @param name    the name in A-labels if the proxy resolves it, otherwise empty
 * @param address the address, if there is no name
 * @param port    the TCP port
 */
record Destination(String name, Optional<InetAddress> address, int port) {
    static Destination at(InetAddress address, int port) {
        return new Destination("", Optional.of(address), port);
    }

    /**
     * The name is written into the proxy's protocol, so it is checked here that it contains nothing else, whoever made the
     * route.
     */
    static Destination named(String host, int port) throws IOException {
        try {
            return new Destination(DomainName.parse(host).ascii(), Optional.empty(), port);
        } catch (IllegalArgumentException none) {
            throw new IOException("the route has neither an address nor the name of a host");
        }
    }
}

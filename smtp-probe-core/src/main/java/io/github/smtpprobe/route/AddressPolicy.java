/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.route;

import java.net.InetAddress;

/** Decides which addresses may be connected to, one by one, before any connection. Thread-safe; one that throws has said no. */
@FunctionalInterface
public interface AddressPolicy {
    /**
     * Decides.
     *
     * @param host    the name that led to the address
     * @param address where a connection would go
     * @param port    the TCP port
     * @return whether it may
     */
    boolean allows(String host, InetAddress address, int port);

    /** {@return the policy that allows everything: for targets that you chose yourself} */
    static AddressPolicy allowAll() {
        return (host, address, port) -> true;
    }
}

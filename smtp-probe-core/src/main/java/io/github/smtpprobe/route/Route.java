/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.route;

import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.text.Printable;
import java.net.InetAddress;

/**
 * One way to a server: an address to connect to and, apart from it, the name that SNI and certificate are about.
 *
 * @param host    the name in A-labels, or an address without brackets
 * @param literal whether the host is an address
 * @param address where to connect
 * @param port    the TCP port
 * @param mode    when TLS begins
 */
public record Route(String host, boolean literal, InetAddress address, int port, TlsMode mode) {
    /**
     * The same way with another TLS mode.
     *
     * @param other when TLS begins
     * @return the route
     */
    public Route withMode(TlsMode other) {
        return new Route(host, literal, address, port, other);
    }

    /** {@return the address in text, without a look-up} */
    public String addressText() {
        return address.getHostAddress();
    }

    /** {@return for people: {@code mx.example.com:25 (192.0.2.1)}} */
    @Override
    public String toString() {
        String shown = Printable.clean(host);
        return shown + ":" + port + (literal ? "" : " (" + addressText() + ")");
    }
}

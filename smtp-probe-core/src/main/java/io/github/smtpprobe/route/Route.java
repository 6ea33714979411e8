/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.route;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.text.Printable;
import java.net.InetAddress;
import java.util.Objects;

/**
 * One way to reach a server: an address to connect to and, separately, the name that is used for SNI and the certificate. In a
 * route that was read from a pasted dialogue (purpose {@code DIALOGUE}), any part may be unknown: the host is then empty, the
 * address {@link #NO_ADDRESS}, the port 0. {@link #NO_ADDRESS} is also used if a proxy looks up the name. It is a record, since
 * anything else that a probe knows about reaching a server belongs to the host, the request or the transport.
 *
 * @param host    the name in A-labels, or an address without brackets
 * @param literal whether the host is an address
 * @param address where to connect
 * @param port    the TCP port
 * @param mode    when TLS begins
 */
public record Route(String host, boolean literal, InetAddress address, int port, TlsMode mode) {
    /**
     * Makes a route.
     *
     * @param host    the name or address
     * @param literal whether it is an address
     * @param address where to connect
     * @param port    the TCP port
     * @param mode    when TLS begins
     */
    public Route {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(mode, "mode");
    }

    /** Stands for an unknown address. Compare by identity, since somebody may probe 0.0.0.0. */
    public static final InetAddress NO_ADDRESS = AddressLiteral.parse("0.0.0.0");

    /**
     * The same route with another TLS mode.
     *
     * @param other when TLS begins
     * @return the route
     */
    public Route withMode(TlsMode other) {
        return new Route(host, literal, address, port, other);
    }

    /** {@return the address as text (RFC 5952), without a look-up; empty if it is unknown} */
    public String addressText() {
        return address == NO_ADDRESS ? "" : AddressLiteral.text(address);
    }

    /** An address in the form that policies use. */
    static String text(InetAddress address) {
        return address == NO_ADDRESS ? "an address that only the proxy on the way knows" : AddressLiteral.text(address);
    }

    /** {@return the route for people, such as {@code mx.example.com:25 (192.0.2.1)}} */
    @Override
    public String toString() {
        String shown = host.isEmpty() ? "an unknown host" : Printable.clean(host);
        String name = literal && shown.indexOf(':') >= 0 ? "[" + shown + "]" : shown;
        String where = literal || addressText().isEmpty() ? "" : " (" + addressText() + ")";
        return name + (port == 0 ? "" : ":" + port) + where;
    }
}

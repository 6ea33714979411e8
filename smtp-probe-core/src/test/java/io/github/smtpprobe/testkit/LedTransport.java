/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.Transport;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A transport that redirects chosen addresses to servers on this machine, so that a form or a page for strangers can be tested
 * unchanged: preset, policy and ports stay as they are, and reports name the original address. Connections to all other addresses
 * are refused, and no packet leaves this machine. Immutable and thread-safe.
 *
 * <p>{@link io.github.smtpprobe.route.AddressPolicy#publicInternet()} denies documentation addresses such as 192.0.2.1, so use an
 * address of the public internet, such as 1.2.3.4.
 *
 * <pre>{@code
 * try (ScriptedServer server = ScriptedServer.start("""
 *         S: 220 mx.example.com ESMTP
 *         C: EHLO me
 *         S: 250 mx.example.com
 *         C: QUIT
 *         S: 221 bye
 *         """)) {
 *     SmtpProbe page = SmtpProbe.forUntrustedTargets().toBuilder()
 *             .resolver(FixedNames.of("mx.example.com", "1.2.3.4"))
 *             .transport(LedTransport.leading("1.2.3.4", server.port()))
 *             .build();
 *     page.probe(ProbeRequest.to("mx.example.com", 25).tls(TlsMode.PLAIN).build());
 * }
 * }</pre>
 */
public final class LedTransport implements Transport {
    /** Documentation addresses, which no server takes for its own. */
    private static final InetAddress FOUR = Literals.address("192.0.2.1");

    private static final InetAddress SIX = Literals.address("2001:db8::1");
    private static final InetAddress LOOPBACK = Literals.address("127.0.0.1");
    private static final int EVERY_PORT = 0;

    private final Map<Place, Integer> led;
    private final InetAddress four;
    private final InetAddress six;

    /** The address and port to which a client wants to connect. */
    private record Place(InetAddress address, int port) {}

    private LedTransport(Map<Place, Integer> led, InetAddress four, InetAddress six) {
        this.led = led;
        this.four = four;
        this.six = six;
    }

    /**
     * Redirects all ports of an address to one server.
     *
     * @param address    the address, such as {@code 1.2.3.4} or {@code 2606:4700::1}; nothing is looked up
     * @param serverPort the server's port on 127.0.0.1, such as {@link ScriptedServer#port()}
     * @return a transport
     * @throws IllegalArgumentException if the address or the port is invalid
     */
    public static LedTransport leading(String address, int serverPort) {
        return new LedTransport(Map.of(), FOUR, SIX).and(address, serverPort);
    }

    /**
     * Also redirects all ports of another address.
     *
     * @param address    the address, such as {@code 1.2.3.4} or {@code 2606:4700::1}; nothing is looked up
     * @param serverPort the server's port on 127.0.0.1
     * @return another transport
     * @throws IllegalArgumentException if the address or the port is invalid
     */
    public LedTransport and(String address, int serverPort) {
        return and(new Place(Literals.address(address), EVERY_PORT), serverPort);
    }

    /**
     * Redirects one port of an address. This takes precedence over a redirection of all its ports.
     *
     * @param address    the address, such as {@code 1.2.3.4} or {@code 2606:4700::1}; nothing is looked up
     * @param port       the port to which the client connects
     * @param serverPort the server's port on 127.0.0.1
     * @return another transport
     * @throws IllegalArgumentException if the address or a port is invalid
     */
    public LedTransport and(String address, int port, int serverPort) {
        return and(new Place(Literals.address(address), port(port)), serverPort);
    }

    private LedTransport and(Place place, int serverPort) {
        Map<Place, Integer> more = new LinkedHashMap<>(led);
        more.put(place, port(serverPort));
        return new LedTransport(Map.copyOf(more), four, six);
    }

    /**
     * Makes connections report another local address, for example one in the public internet; the default is a documentation
     * address.
     *
     * @param address the address, of the same family as the connections that are to report it
     * @return another transport
     * @throws IllegalArgumentException if it is not an address
     */
    public LedTransport from(String address) {
        InetAddress ours = Literals.address(address);
        return ours instanceof Inet4Address ? new LedTransport(led, ours, six) : new LedTransport(led, four, ours);
    }

    private static int port(int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port: " + port + " is none");
        }
        return port;
    }

    @Override
    public Connection connect(Route route, Deadline deadline) throws IOException {
        Integer port = led.get(new Place(route.address(), route.port()));
        Integer any = port == null ? led.get(new Place(route.address(), EVERY_PORT)) : port;
        if (any == null) {
            throw new ConnectException("Connection refused");
        }
        Route there = new Route(route.host(), route.literal(), LOOPBACK, any, route.mode());
        InetAddress ours = route.address() instanceof Inet4Address ? four : six;
        return new ForwardingConnection(Transport.sockets().connect(there, deadline)) {
            @Override
            public InetAddress localAddress() {
                return ours;
            }
        };
    }
}

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
 * A transport that leads chosen addresses to servers on this machine, so that a form or a page for strangers can be tested as it is: its
 * preset, its policy and its ports stay as they are, and reports name the address that was led. Whatever is not led is refused, and no
 * packet leaves this machine. Immutable and thread-safe.
 *
 * <p>{@link io.github.smtpprobe.route.AddressPolicy#publicInternet()} denies addresses for documentation, such as 192.0.2.1: lead one of
 * the public internet, such as 1.2.3.4.
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
    /** Addresses for documentation, which no server takes for one of its own machine. */
    private static final InetAddress FOUR = Literals.address("192.0.2.1");

    private static final InetAddress SIX = Literals.address("2001:db8::1");
    private static final InetAddress LOOPBACK = Literals.address("127.0.0.1");
    private static final int EVERY_PORT = 0;

    private final Map<Place, Integer> led;
    private final InetAddress four;
    private final InetAddress six;

    /** Where a client means to connect to. */
    private record Place(InetAddress address, int port) {}

    private LedTransport(Map<Place, Integer> led, InetAddress four, InetAddress six) {
        this.led = led;
        this.four = four;
        this.six = six;
    }

    /**
     * Leads all ports of an address to one server.
     *
     * @param address    such as {@code 1.2.3.4} or {@code 2606:4700::1}, without a look-up
     * @param serverPort on 127.0.0.1, such as {@link ScriptedServer#port()}
     * @return a transport
     * @throws IllegalArgumentException if that is no address, or no port
     */
    public static LedTransport leading(String address, int serverPort) {
        return new LedTransport(Map.of(), FOUR, SIX).and(address, serverPort);
    }

    /**
     * Leads all ports of another address, too.
     *
     * @param address    such as {@code 1.2.3.4} or {@code 2606:4700::1}, without a look-up
     * @param serverPort on 127.0.0.1
     * @return another transport
     * @throws IllegalArgumentException if that is no address, or no port
     */
    public LedTransport and(String address, int serverPort) {
        return and(new Place(Literals.address(address), EVERY_PORT), serverPort);
    }

    /**
     * Leads one port of an address, which comes before what is said of all its ports.
     *
     * @param address    such as {@code 1.2.3.4} or {@code 2606:4700::1}, without a look-up
     * @param port       the one that the client means
     * @param serverPort on 127.0.0.1
     * @return another transport
     * @throws IllegalArgumentException if that is no address, or one is no port
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
     * Has connections tell another address of our end, as that of a machine in the public internet; without it one for documentation.
     *
     * @param address of the family of the connections that are to tell it
     * @return another transport
     * @throws IllegalArgumentException if it is no address
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

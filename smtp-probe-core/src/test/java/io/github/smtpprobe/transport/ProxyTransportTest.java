/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import static io.github.smtpprobe.transport.ThroughProxy.FOUR;
import static io.github.smtpprobe.transport.ThroughProxy.HTTP;
import static io.github.smtpprobe.transport.ThroughProxy.SOCKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpprobe.road.Proxy;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.transport.RoadFailure.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Roads of several proxies, and those whose proxy is not there. */
class ProxyTransportTest {
    private final ThroughProxy through = new ThroughProxy();
    private final ProxyPeer peer = through.peer;

    @Test
    void theNextProxyIsAskedThroughTheFirst() throws IOException {
        peer.asked()
                .saysHex("05 00")
                .asked()
                .says(ProxyPeer.join(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0}, "".getBytes(StandardCharsets.US_ASCII)))
                .asked()
                .says("HTTP/1.1 200 OK\r\n\r\n220 mx\r\n");
        Connection connection = through.connect(FOUR, SOCKS, Proxy.http("second.example", 8080));
        assertThat(through.lookedUp).containsExactly("second.example");
        assertThat(peer.asked(true).get(1)).isEqualTo("0501000420010db80000000000000000000000011f90");
        assertThat(peer.asked(false).get(2)).startsWith("CONNECT 192.0.2.25:25 ");
        assertThat(through.read(connection)).isEqualTo("220 mx\r\n");
    }

    @Test
    void aProxyThatResolvesNamesIsAskedForTheNextByName() throws IOException {
        peer.asked().says("HTTP/1.1 200 OK\r\n\r\n").asked().says("HTTP/1.1 200 OK\r\n\r\n");
        through.connect(FOUR, HTTP.resolvingNames(), Proxy.http("second.example", 8080));
        assertThat(through.lookedUp).isEmpty();
        assertThat(peer.asked(false).get(0)).startsWith("CONNECT second.example:8080 ");
    }

    @Test
    void eachAddressOfTheFirstIsTried() throws IOException {
        peer.asked().says("HTTP/1.1 200 OK\r\n\r\n");
        Transport base = (route, deadline) -> {
            through.connected.add(route);
            if (through.connected.size() == 1) {
                throw new ConnectException("Network is unreachable");
            }
            return peer;
        };
        new ProxyTransport(Road.through(Proxy.http("proxy.example", 3128)), through.names, base)
                .connect(FOUR, through.deadline());
        assertThat(through.connected).extracting(Route::addressText).containsExactly("2001:db8::1", "192.0.2.9");
    }

    @Test
    void aProxyThatCannotBeReachedIsNamed() {
        for (IOException why :
                List.of(new ConnectException("Connection refused"), new java.net.NoRouteToHostException())) {
            Transport base = (route, deadline) -> {
                throw why;
            };
            RoadFailure failure = catchThrowableOfType(
                    RoadFailure.class,
                    () -> new ProxyTransport(Road.through(SOCKS), through.names, base)
                            .connect(FOUR, through.deadline()));
            assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(failure).hasMessageContaining("SOCKS5 proxy 192.0.2.1:1080");
        }
        RoadFailure nowhere = catchThrowableOfType(
                RoadFailure.class, () -> through.connect(FOUR, Proxy.socks5("nowhere.example", 1080)));
        assertThat(nowhere.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(nowhere).hasMessageContaining("nxdomain");
    }

    @Test
    void theSecondProxyIsNamedWhereItFails() {
        RoadFailure failure = through.failure(
                peer -> peer.asked().says("HTTP/1.1 200 OK\r\n\r\n").asked().saysHex("05 ff"),
                HTTP,
                Proxy.socks5("192.0.2.2", 1080));
        assertThat(failure).hasMessageStartingWith("SOCKS5 proxy 192.0.2.2:1080: ");
    }

    /** "SOCKS5 ok" and then the end: whose end it is cannot be told. */
    @Test
    void anEndBeforeTheFirstOctetIsTheRoads() throws IOException {
        for (Consumer<ProxyPeer> end : List.<Consumer<ProxyPeer>>of(ProxyPeer::closes, ProxyPeer::resets)) {
            ProxyPeer one = new ProxyPeer(through.ticker).asked().says("HTTP/1.1 200 OK\r\n\r\n");
            end.accept(one);
            Connection connection = new ProxyTransport(Road.through(HTTP), through.names, (route, deadline) -> one)
                    .connect(FOUR, through.deadline());
            RoadFailure failure =
                    catchThrowableOfType(RoadFailure.class, () -> connection.read(new byte[9], through.deadline()));
            assertThat(failure.kind()).isEqualTo(Kind.CLOSED);
        }
        peer.asked().says("HTTP/1.1 200 OK\r\n\r\n2").closes();
        Connection spoken = through.connect(FOUR, HTTP);
        assertThat(through.read(spoken)).isEqualTo("2");
        assertThat(spoken.read(new byte[9], through.deadline())).isEqualTo(-1);
    }

    @Test
    void twoRoadsAreOneIfTheyLeadTheSameWay() {
        Transport one = Transport.over(Road.through(SOCKS), through.names);
        assertThat(one.road()).contains("SOCKS5 proxy 192.0.2.1:1080");
        assertThat(one.resolvesNames()).isFalse();
        assertThat(Transport.over(Road.through(SOCKS, HTTP.resolvingNames()), through.names)
                        .resolvesNames())
                .isTrue();
        assertThat(Transport.sockets().road()).isEmpty();
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.road.Proxy;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.testkit.VirtualTicker;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a proxy says of the next proxy is no word about the server, which nobody was asked for. */
class ChainedProxiesTest {
    private static final Proxy HTTP = Proxy.http("192.0.2.1", 3128);
    private static final Proxy SOCKS = Proxy.socks5("192.0.2.2", 1080);
    private static final Route SERVER =
            new Route("mx.example.com", false, AddressLiteral.parse("192.0.2.25"), 25, TlsMode.PLAIN);

    private final VirtualTicker ticker = new VirtualTicker();
    private final ProxyPeer peer = new ProxyPeer(ticker);

    private RoadFailure failure() {
        ProxyTransport transport =
                new ProxyTransport(Road.through(HTTP, SOCKS), new StuckResolver(), (route, limit) -> peer);
        Deadline deadline = Deadline.after(Duration.ofSeconds(10), ticker);
        return catchThrowableOfType(RoadFailure.class, () -> transport.connect(SERVER, deadline));
    }

    @ParameterizedTest
    @CsvSource({
        "500 Unable to connect, UNREACHABLE",
        "502 Bad gateway, UNREACHABLE",
        "503 Service unavailable, UNREACHABLE",
        "403 Access violation, UNREACHABLE",
        "504 Gateway timeout, TIMEOUT"
    })
    void theFirstSaysItOfTheSecond(String status, RoadFailure.Kind kind) {
        peer.asked().says("HTTP/1.1 " + status + "\r\n\r\n");
        RoadFailure failure = failure();
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure)
                .hasMessageStartingWith("HTTP proxy 192.0.2.1:3128: it answers " + status.substring(0, 3))
                .hasMessageEndingWith(", asked for SOCKS5 proxy 192.0.2.2:1080");
    }

    @ParameterizedTest
    @CsvSource({"05, TARGET_REFUSED", "02, FORBIDDEN", "06, TARGET_TIMEOUT", "04, TARGET_UNREACHABLE"})
    void theLastSaysItOfTheServer(String reply, RoadFailure.Kind kind) {
        peer.asked()
                .says("HTTP/1.1 200 ok\r\n\r\n")
                .asked()
                .saysHex("05 00")
                .asked()
                .saysHex("05 " + reply + " 00 01 00000000 0000");
        RoadFailure failure = failure();
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageStartingWith("SOCKS5 proxy 192.0.2.2:1080: it answers");
    }
}

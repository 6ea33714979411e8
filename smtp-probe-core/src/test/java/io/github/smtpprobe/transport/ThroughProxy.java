/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.road.Proxy;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.testkit.VirtualTicker;
import io.github.smtpprobe.transport.RoadFailure.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.provider.Arguments;

/** A way through proxies to a server: the first is a script, and names are found without a name server. */
final class ThroughProxy {
    static final Proxy SOCKS = Proxy.socks5("192.0.2.1", 1080);
    static final Proxy HTTP = Proxy.http("192.0.2.1", 3128);
    static final String PASSWORD = "correct-horse-battery";
    static final Route FOUR = route("192.0.2.25");
    static final Route SIX = route("2001:db8::25");
    static final Route NAMED = new Route("mx.example.com", false, Route.NO_ADDRESS, 25, TlsMode.PLAIN);

    final VirtualTicker ticker = new VirtualTicker();
    final ProxyPeer peer = new ProxyPeer(ticker);
    final List<Route> connected = new ArrayList<>();
    final List<String> lookedUp = new ArrayList<>();
    final MailResolver names = new MailResolver() {
        @Override
        public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
            throw new AssertionError("nobody asks for exchangers");
        }

        @Override
        public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
            lookedUp.add(host);
            return host.startsWith("nowhere")
                    ? Answer.none(Status.NXDOMAIN, "")
                    : Answer.found(List.of(AddressLiteral.parse("2001:db8::1"), AddressLiteral.parse("192.0.2.9")));
        }
    };

    private static Route route(String address) {
        return new Route("mx.example.com", false, AddressLiteral.parse(address), 25, TlsMode.PLAIN);
    }

    Connection connect(Route to, Proxy first, Proxy... next) throws IOException {
        Transport base = (route, deadline) -> {
            connected.add(route);
            return peer;
        };
        return new ProxyTransport(Road.through(first, next), names, base).connect(to, deadline());
    }

    Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(10), ticker);
    }

    String read(Connection connection) throws IOException {
        byte[] buffer = new byte[100];
        int count = connection.read(buffer, deadline());
        return new String(buffer, 0, count, StandardCharsets.US_ASCII);
    }

    RoadFailure failure(Consumer<ProxyPeer> script, Proxy first, Proxy... next) {
        script.accept(peer);
        RoadFailure failure = catchThrowableOfType(RoadFailure.class, () -> connect(FOUR, first, next));
        assertThat(failure).isNotNull();
        assertThat(ticker.nanos()).isLessThanOrEqualTo(Duration.ofSeconds(10).toNanos());
        return failure;
    }

    void failsWith(Proxy proxy, Kind kind, String words, Consumer<ProxyPeer> script) {
        RoadFailure failure = failure(script, proxy);
        assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
        assertThat(failure).hasMessageStartingWith(proxy.toString() + ": ").hasMessageContaining(words);
        assertThat(failure.getMessage()).hasSizeLessThan(400).doesNotContain(PASSWORD);
        assertThat(peer.closed).isTrue();
    }

    /** An answer of a proxy, and the kind of failure and the words that come of it. */
    static Arguments answer(String what, Proxy proxy, Kind kind, String words, Consumer<ProxyPeer> script) {
        return Arguments.of(what, proxy, kind, words, script);
    }
}

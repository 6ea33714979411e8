/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.road.Proxy;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.VirtualTicker;
import io.github.smtpprobe.transport.RoadFailure.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is asked of proxies, octet by octet, and what comes of each answer they may give. */
class ProxyTransportTest {
    private static final Proxy SOCKS = Proxy.socks5("192.0.2.1", 1080);
    private static final Proxy HTTP = Proxy.http("192.0.2.1", 3128);
    private static final String PASSWORD = "correct-horse-battery";
    private static final Route FOUR = route("192.0.2.25");
    private static final Route SIX = route("2001:db8::25");
    private static final Route NAMED = new Route("mx.example.com", false, Route.NO_ADDRESS, 25, TlsMode.PLAIN);
    private static final String YES = "05 00  05 00 00 01 00000000 0000";

    private final VirtualTicker ticker = new VirtualTicker();
    private final ProxyPeer peer = new ProxyPeer(ticker);
    private final List<Route> connected = new ArrayList<>();
    private final List<String> lookedUp = new ArrayList<>();

    private static Route route(String address) {
        return new Route("mx.example.com", false, AddressLiteral.parse(address), 25, TlsMode.PLAIN);
    }

    private final MailResolver names = new MailResolver() {
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

    private Connection connect(Route to, Proxy first, Proxy... next) throws IOException {
        Transport base = (route, deadline) -> {
            connected.add(route);
            return peer;
        };
        return new ProxyTransport(Road.through(first, next), names, base).connect(to, deadline());
    }

    private Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(10), ticker);
    }

    private String read(Connection connection) throws IOException {
        byte[] buffer = new byte[100];
        int count = connection.read(buffer, deadline());
        return new String(buffer, 0, count, StandardCharsets.US_ASCII);
    }

    @Test
    void socksIsAskedForAnAddress() throws IOException {
        peer.asked()
                .saysHex("05 00")
                .asked()
                .saysHex("05 00 00 01 7f000001 1234")
                .says("220 mx\r\n");
        assertThat(read(connect(FOUR, SOCKS))).isEqualTo("220 mx\r\n");
        assertThat(peer.asked(true)).containsExactly("050100", "05010001c00002190019");
        assertThat(connected.get(0).port()).isEqualTo(1080);
        assertThat(connected.get(0).addressText()).isEqualTo("192.0.2.1");
    }

    @Test
    void socksIsAskedForAnAddressOfTheOtherFamilyAndForAName() throws IOException {
        peer.asked().saysHex("05 00").asked().saysHex("05 00 00 04 00112233445566778899aabbccddeeff 1234");
        connect(SIX, SOCKS);
        assertThat(peer.asked(true).get(1)).isEqualTo("0501000420010db80000000000000000000000250019");
        ProxyPeer other = new ProxyPeer(ticker).asked().saysHex("05 00").asked().saysHex("05 00 00 03 03 616263 1234");
        new ProxyTransport(Road.through(SOCKS.resolvingNames()), names, (route, deadline) -> other)
                .connect(NAMED, deadline());
        assertThat(other.asked(true).get(1)).isEqualTo("050100030e6d782e6578616d706c652e636f6d0019");
    }

    @Test
    void socksLogsInWhereThatIsWanted() throws IOException {
        peer.asked().saysHex("05 02").asked().saysHex("01 00").asked().saysHex("05 00 00 01 00000000 0000");
        connect(FOUR, SOCKS.login("ad\u00E4", Secret.of("p\u00E4ss")));
        assertThat(peer.asked(true)).startsWith("05020002", "01046164c3a40570c3a47373");
    }

    @Test
    void socksGoesOnWithoutTheLoginThatNobodyWants() throws IOException {
        peer.asked().saysHex("05 00").asked().saysHex("05 00 00 01 00000000 0000");
        connect(FOUR, SOCKS.login("ada", Secret.of(PASSWORD)));
        assertThat(peer.asked(false)).noneMatch(each -> each.contains(PASSWORD));
    }

    @Test
    void httpIsAskedWithConnect() throws IOException {
        peer.asked().says("HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n220 mx\r\n");
        assertThat(read(connect(FOUR, HTTP))).isEqualTo("220 mx\r\n");
        assertThat(peer.asked(false)).containsExactly("CONNECT 192.0.2.25:25 HTTP/1.1\r\nHost: 192.0.2.25:25\r\n\r\n");
    }

    @Test
    void httpWritesIpv6InBracketsAndNamesAsTheyAre() throws IOException {
        peer.asked().says("HTTP/1.1 200\n\n");
        connect(SIX, HTTP);
        assertThat(peer.asked(false).get(0))
                .startsWith("CONNECT [2001:db8::25]:25 HTTP/1.1\r\nHost: [2001:db8::25]:25\r\n");
        ProxyPeer other = new ProxyPeer(ticker).asked().says("HTTP/1.0 200 OK\r\n\r\n");
        new ProxyTransport(Road.through(HTTP.resolvingNames()), names, (route, deadline) -> other)
                .connect(NAMED, deadline());
        assertThat(other.asked(false).get(0)).startsWith("CONNECT mx.example.com:25 HTTP/1.1\r\n");
    }

    // README, Security: "A proxy learns which server is asked, and reads what is said without TLS. Its login goes to it
    // in
    // clear text."
    @Test
    void httpLogsInWithBasicInUtf8() throws IOException {
        peer.asked().says("HTTP/1.1 200 OK\r\n\r\n");
        connect(FOUR, HTTP.login("test", Secret.of("123\u00A3"))); // the example of RFC 7617 §2.1
        assertThat(peer.asked(false).get(0)).contains("\r\nProxy-Authorization: Basic dGVzdDoxMjPCow==\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("generous")
    void whatBelongsToTheServerIsNotLost(String answer) throws IOException {
        peer.asked().says(answer + "220 mx ESMTP\r\n").says("250 mx\r\n");
        Connection connection = connect(FOUR, HTTP);
        byte[] small = new byte[4];
        assertThat(connection.read(small, deadline())).isEqualTo(4);
        assertThat(new String(small, StandardCharsets.US_ASCII)).isEqualTo("220 ");
        byte[] rest = new byte[100];
        assertThat(connection.readAvailable(rest)).isEqualTo(10);
        assertThat(read(connection)).isEqualTo("250 mx\r\n");
    }

    static Stream<String> generous() {
        return Stream.of(
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\n\n",
                "HTTP/1.0 200\r\n\r\n",
                "HTTP/1.1 299 Odd\r\nContent-Length: 5000\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\nX: y\r\n\r\nHTTP/1.1 200 OK\r\n\r\n");
    }

    @Test
    void theNextProxyIsAskedThroughTheFirst() throws IOException {
        peer.asked()
                .saysHex("05 00")
                .asked()
                .says(ProxyPeer.join(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0}, "".getBytes(StandardCharsets.US_ASCII)))
                .asked()
                .says("HTTP/1.1 200 OK\r\n\r\n220 mx\r\n");
        Connection connection = connect(FOUR, SOCKS, Proxy.http("second.example", 8080));
        assertThat(lookedUp).containsExactly("second.example");
        assertThat(peer.asked(true).get(1)).isEqualTo("0501000420010db80000000000000000000000011f90");
        assertThat(peer.asked(false).get(2)).startsWith("CONNECT 192.0.2.25:25 ");
        assertThat(read(connection)).isEqualTo("220 mx\r\n");
    }

    @Test
    void aProxyThatResolvesNamesIsAskedForTheNextByName() throws IOException {
        peer.asked().says("HTTP/1.1 200 OK\r\n\r\n").asked().says("HTTP/1.1 200 OK\r\n\r\n");
        connect(FOUR, HTTP.resolvingNames(), Proxy.http("second.example", 8080));
        assertThat(lookedUp).isEmpty();
        assertThat(peer.asked(false).get(0)).startsWith("CONNECT second.example:8080 ");
    }

    @Test
    void eachAddressOfTheFirstIsTried() throws IOException {
        peer.asked().says("HTTP/1.1 200 OK\r\n\r\n");
        Transport base = (route, deadline) -> {
            connected.add(route);
            if (connected.size() == 1) {
                throw new ConnectException("Network is unreachable");
            }
            return peer;
        };
        new ProxyTransport(Road.through(Proxy.http("proxy.example", 3128)), names, base).connect(FOUR, deadline());
        assertThat(connected).extracting(Route::addressText).containsExactly("2001:db8::1", "192.0.2.9");
    }

    private RoadFailure failure(Consumer<ProxyPeer> script, Proxy first, Proxy... next) {
        script.accept(peer);
        RoadFailure failure = catchThrowableOfType(RoadFailure.class, () -> connect(FOUR, first, next));
        assertThat(failure).isNotNull();
        assertThat(ticker.nanos()).isLessThanOrEqualTo(Duration.ofSeconds(10).toNanos());
        return failure;
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("hostile")
    void whateverAProxyDoesHasAKind(String what, Proxy proxy, Kind kind, String words, Consumer<ProxyPeer> script) {
        RoadFailure failure = failure(script, proxy);
        assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
        assertThat(failure).hasMessageStartingWith(proxy.toString() + ": ").hasMessageContaining(words);
        assertThat(failure.getMessage()).hasSizeLessThan(400).doesNotContain(PASSWORD);
        assertThat(peer.closed).isTrue();
    }

    private static Arguments of(String what, Proxy proxy, Kind kind, String words, Consumer<ProxyPeer> script) {
        return Arguments.of(what, proxy, kind, words, script);
    }

    private static Arguments socks(String what, Kind kind, String words, Consumer<ProxyPeer> script) {
        return of("SOCKS5, " + what, SOCKS, kind, words, script);
    }

    private static Arguments reply(int reply, Kind kind, String words) {
        return socks(
                "reply " + reply,
                kind,
                words,
                peer -> peer.asked().saysHex("05 00").asked().says(new byte[] {5, (byte) reply}));
    }

    private static Arguments http(String what, Kind kind, String words, String answer) {
        return of("HTTP, " + what, HTTP, kind, words, peer -> peer.asked().says(answer));
    }

    static Stream<Arguments> hostile() {
        Proxy login = SOCKS.login("ada", Secret.of(PASSWORD));
        Proxy basic = HTTP.login("ada", Secret.of(PASSWORD));
        String endless = "X".repeat(300 * 1024);
        return Stream.of(
                socks("silent", Kind.TIMEOUT, "did not answer in time", peer -> peer.asked()),
                socks(
                        "an octet a second",
                        Kind.TIMEOUT,
                        "did not answer in time",
                        peer -> peer.asked()
                                .drips(new byte[] {5, 0}, Duration.ofSeconds(1))
                                .asked()
                                .drips(new byte[] {5, 0, 0, 3, 60, 1, 2, 3, 4, 5, 6, 7, 8, 9}, Duration.ofSeconds(1))),
                socks(
                        "closes at once",
                        Kind.CLOSED,
                        "closed the connection",
                        peer -> peer.asked().closes()),
                socks(
                        "closes in the middle",
                        Kind.CLOSED,
                        "closed the connection",
                        peer -> peer.asked()
                                .saysHex("05 00")
                                .asked()
                                .saysHex("05 00 00 01 00")
                                .closes()),
                socks(
                        "resets",
                        Kind.CLOSED,
                        "broke the connection off",
                        peer -> peer.asked().resets()),
                socks(
                        "version 4",
                        Kind.PROTOCOL,
                        "not SOCKS5",
                        peer -> peer.asked().saysHex("00 5a 0000 00000000")),
                socks(
                        "HTTP",
                        Kind.PROTOCOL,
                        "HTTP/1.1 400 Bad Request",
                        peer -> peer.asked().says("HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n")),
                socks(
                        "SMTP",
                        Kind.PROTOCOL,
                        "220 mx ESMTP",
                        peer -> peer.says("220 mx ESMTP\r\n").asked()),
                socks(
                        "garbage",
                        Kind.PROTOCOL,
                        "not SOCKS5",
                        peer -> peer.asked().says(endless)),
                socks(
                        "no way of login",
                        Kind.LOGIN_WANTED,
                        "without a login",
                        peer -> peer.asked().saysHex("05 ff")),
                socks(
                        "a login that was not offered",
                        Kind.LOGIN_WANTED,
                        "without a login",
                        peer -> peer.asked().saysHex("05 02")),
                socks(
                        "GSSAPI that was not offered",
                        Kind.PROTOCOL,
                        "not offered",
                        peer -> peer.asked().saysHex("05 01")),
                of(
                        "SOCKS5, no way of login but ours",
                        login,
                        Kind.LOGIN_WANTED,
                        "neither",
                        peer -> peer.asked().saysHex("05 ff")),
                of(
                        "SOCKS5, wrong password",
                        login,
                        Kind.LOGIN_REFUSED,
                        "refuses the login",
                        peer -> peer.asked().saysHex("05 02").asked().saysHex("01 01")),
                of(
                        "SOCKS5, wrong password, version 5",
                        login,
                        Kind.LOGIN_REFUSED,
                        "status 255",
                        peer -> peer.asked().saysHex("05 02").asked().saysHex("05 ff")),
                of(
                        "SOCKS5, echo of the password",
                        login,
                        Kind.PROTOCOL,
                        "[redacted]",
                        peer -> peer.asked().saysHex("05 02").asked().says("you said " + PASSWORD)),
                of(
                        "SOCKS5, silent at the login",
                        login,
                        Kind.TIMEOUT,
                        "in time",
                        peer -> peer.asked().saysHex("05 02").asked()),
                reply(1, Kind.TARGET_UNREACHABLE, "general failure"),
                reply(2, Kind.FORBIDDEN, "not allowed by its rules"),
                reply(3, Kind.TARGET_UNREACHABLE, "network unreachable"),
                reply(4, Kind.TARGET_UNREACHABLE, "host unreachable"),
                reply(5, Kind.TARGET_REFUSED, "connection refused"),
                reply(6, Kind.TARGET_TIMEOUT, "TTL expired"),
                reply(7, Kind.FORBIDDEN, "CONNECT not supported"),
                reply(8, Kind.FORBIDDEN, "type of address not supported"),
                reply(0xF0, Kind.TARGET_UNREACHABLE, "(240)"),
                socks(
                        "an address of no type",
                        Kind.PROTOCOL,
                        "does not exist (9)",
                        peer -> peer.asked().saysHex("05 00").asked().saysHex("05 00 00 09 00000000")),
                socks(
                        "another version in its reply",
                        Kind.PROTOCOL,
                        "not SOCKS5",
                        peer -> peer.asked().saysHex("05 00").asked().saysHex("04 00")),
                of("HTTP, silent", HTTP, Kind.TIMEOUT, "did not answer in time", peer -> peer.asked()),
                of(
                        "HTTP, an octet a second",
                        HTTP,
                        Kind.TIMEOUT,
                        "did not answer in time",
                        peer -> peer.asked()
                                .drips(
                                        "HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                                        Duration.ofSeconds(1))),
                of(
                        "HTTP, closes",
                        HTTP,
                        Kind.CLOSED,
                        "closed the connection",
                        peer -> peer.asked().says("HTTP/1.1 20").closes()),
                http("endless status line", Kind.LIMIT, "16384", "HTTP/1.1 200 " + endless),
                http("endless header", Kind.LIMIT, "16384", "HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(50_000)),
                http("endless interim answers", Kind.LIMIT, "16384", "HTTP/1.1 100 Continue\r\n\r\n".repeat(10_000)),
                http("garbage", Kind.PROTOCOL, "not HTTP", endless),
                http("an SMTP server", Kind.PROTOCOL, "\"220 mx ESMTP\"", "220 mx ESMTP\r\n"),
                http("SOCKS5", Kind.PROTOCOL, "not HTTP", "\u0005\u00FF"),
                http("HTTP/2", Kind.PROTOCOL, "not HTTP", "HTTP/2 200\r\n\r\n"),
                http("no number", Kind.PROTOCOL, "not HTTP", "HTTP/1.1 2OO OK\r\n\r\n"),
                http("digits of another script", Kind.PROTOCOL, "not HTTP", "HTTP/1.1 \u00B2\u00B3\u00B9 OK\r\n\r\n"),
                http("a number with sign", Kind.PROTOCOL, "not HTTP", "HTTP/1.1 +20 OK\r\n\r\n"),
                http("600", Kind.PROTOCOL, "not HTTP", "HTTP/1.1 600 Odd\r\n\r\n"),
                http("407 without schemes", Kind.LOGIN_WANTED, "407 (Login)", "HTTP/1.1 407 Login\r\n\r\n"),
                http(
                        "407 with schemes",
                        Kind.LOGIN_WANTED,
                        "offers Digest, Basic",
                        "HTTP/1.1 407 Login\r\nProxy-Authenticate: Digest realm=\"a, b\"\r\nproxy-authenticate: Basic\r\n\r\n"),
                of(
                        "HTTP, wrong password",
                        basic,
                        Kind.LOGIN_REFUSED,
                        "407",
                        peer -> peer.asked().says("HTTP/1.1 407 No\r\nProxy-Authenticate: basic realm=x\r\n\r\n")),
                of(
                        "HTTP, no Basic",
                        basic,
                        Kind.LOGIN_WANTED,
                        "offers NTLM, and not Basic",
                        peer -> peer.asked().says("HTTP/1.1 407 No\r\nProxy-Authenticate: NTLM\r\n\r\n")),
                of(
                        "HTTP, echo of the password",
                        basic,
                        Kind.FORBIDDEN,
                        "[redacted]",
                        peer -> peer.asked().says("HTTP/1.1 403 " + PASSWORD + "\r\n\r\n")),
                http("401", Kind.LOGIN_WANTED, "401", "HTTP/1.1 401 Unauthorized\r\n\r\n"),
                of(
                        "HTTP, wrong password as tinyproxy says it",
                        basic,
                        Kind.LOGIN_REFUSED,
                        "401",
                        peer -> peer.asked().says("HTTP/1.1 401 Unauthorized\r\n\r\n")),
                http("403", Kind.FORBIDDEN, "403 (Forbidden)", "HTTP/1.1 403 Forbidden\r\n\r\n"),
                http("405", Kind.PROTOCOL, "no proxy", "HTTP/1.1 405 Method Not Allowed\r\n\r\n"),
                http("301", Kind.PROTOCOL, "301", "HTTP/1.1 301 Moved\r\n\r\n"),
                http("429", Kind.FORBIDDEN, "429", "HTTP/1.1 429\r\n\r\n"),
                http("500", Kind.TARGET_UNREACHABLE, "500", "HTTP/1.1 500 Oops\r\n\r\n"),
                http("502", Kind.TARGET_UNREACHABLE, "502 (Bad Gateway)", "HTTP/1.1 502 Bad Gateway\r\n\r\n"),
                http("503", Kind.TARGET_UNREACHABLE, "503", "HTTP/1.1 503 x\r\n\r\n"),
                http("504", Kind.TARGET_TIMEOUT, "504", "HTTP/1.1 504 x\r\n\r\n"),
                http("control characters", Kind.FORBIDDEN, "\\x1B[2J", "HTTP/1.1 403 \u001B[2J\r\n\r\n"));
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
                    () -> new ProxyTransport(Road.through(SOCKS), names, base).connect(FOUR, deadline()));
            assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(failure).hasMessageContaining("SOCKS5 proxy 192.0.2.1:1080");
        }
        RoadFailure nowhere =
                catchThrowableOfType(RoadFailure.class, () -> connect(FOUR, Proxy.socks5("nowhere.example", 1080)));
        assertThat(nowhere.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(nowhere).hasMessageContaining("nxdomain");
    }

    @Test
    void theSecondProxyIsNamedWhereItFails() {
        RoadFailure failure = failure(
                peer -> peer.asked().says("HTTP/1.1 200 OK\r\n\r\n").asked().saysHex("05 ff"),
                HTTP,
                Proxy.socks5("192.0.2.2", 1080));
        assertThat(failure).hasMessageStartingWith("SOCKS5 proxy 192.0.2.2:1080: ");
    }

    /** "SOCKS5 ok" and then the end: whose end it is cannot be told. */
    @Test
    void anEndBeforeTheFirstOctetIsTheRoads() throws IOException {
        for (Consumer<ProxyPeer> end : List.<Consumer<ProxyPeer>>of(ProxyPeer::closes, ProxyPeer::resets)) {
            ProxyPeer one = new ProxyPeer(ticker).asked().says("HTTP/1.1 200 OK\r\n\r\n");
            end.accept(one);
            Connection connection =
                    new ProxyTransport(Road.through(HTTP), names, (route, deadline) -> one).connect(FOUR, deadline());
            RoadFailure failure =
                    catchThrowableOfType(RoadFailure.class, () -> connection.read(new byte[9], deadline()));
            assertThat(failure.kind()).isEqualTo(Kind.CLOSED);
        }
        peer.asked().says("HTTP/1.1 200 OK\r\n\r\n2").closes();
        Connection spoken = connect(FOUR, HTTP);
        assertThat(read(spoken)).isEqualTo("2");
        assertThat(spoken.read(new byte[9], deadline())).isEqualTo(-1);
    }

    @Test
    void noRouteBringsAnythingElseIntoTheRequest() {
        for (String host : List.of("mx.example\r\nX: y", "mx example", "", "a/b", "mx:25", "a@b")) {
            Route evil = new Route(host, false, Route.NO_ADDRESS, 25, TlsMode.PLAIN);
            assertThatThrownBy(() -> connect(evil, HTTP.resolvingNames()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("name of a host");
        }
        assertThat(peer.asked(false)).isEmpty();
    }

    @Test
    void twoRoadsAreOneIfTheyLeadTheSameWay() {
        Transport one = Transport.over(Road.through(SOCKS), names);
        assertThat(one.road()).contains("SOCKS5 proxy 192.0.2.1:1080");
        assertThat(one.resolvesNames()).isFalse();
        assertThat(Transport.over(Road.through(SOCKS, HTTP.resolvingNames()), names)
                        .resolvesNames())
                .isTrue();
        assertThat(Transport.sockets().road()).isEmpty();
    }
}

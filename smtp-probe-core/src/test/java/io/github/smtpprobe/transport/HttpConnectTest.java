/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import static io.github.smtpprobe.transport.ThroughProxy.FOUR;
import static io.github.smtpprobe.transport.ThroughProxy.HTTP;
import static io.github.smtpprobe.transport.ThroughProxy.NAMED;
import static io.github.smtpprobe.transport.ThroughProxy.PASSWORD;
import static io.github.smtpprobe.transport.ThroughProxy.SIX;
import static io.github.smtpprobe.transport.ThroughProxy.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.road.Proxy;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.transport.RoadFailure.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is asked of an HTTP proxy with CONNECT, and what comes of each answer that it may give. */
class HttpConnectTest {
    private final ThroughProxy through = new ThroughProxy();
    private final ProxyPeer peer = through.peer;

    @Test
    void httpIsAskedWithConnect() throws IOException {
        peer.asked().says("HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n220 mx\r\n");
        assertThat(through.read(through.connect(FOUR, HTTP))).isEqualTo("220 mx\r\n");
        assertThat(peer.asked(false)).containsExactly("CONNECT 192.0.2.25:25 HTTP/1.1\r\nHost: 192.0.2.25:25\r\n\r\n");
    }

    @Test
    void httpWritesIpv6InBracketsAndNamesAsTheyAre() throws IOException {
        peer.asked().says("HTTP/1.1 200\n\n");
        through.connect(SIX, HTTP);
        assertThat(peer.asked(false).get(0))
                .startsWith("CONNECT [2001:db8::25]:25 HTTP/1.1\r\nHost: [2001:db8::25]:25\r\n");
        ProxyPeer other = new ProxyPeer(through.ticker).asked().says("HTTP/1.0 200 OK\r\n\r\n");
        new ProxyTransport(Road.through(HTTP.resolvingNames()), through.names, (route, deadline) -> other)
                .connect(NAMED, through.deadline());
        assertThat(other.asked(false).get(0)).startsWith("CONNECT mx.example.com:25 HTTP/1.1\r\n");
    }

    // README, Security: "A proxy learns which server is asked, and reads what is said without TLS. Its login goes to it
    // in
    // clear text."
    @Test
    void httpLogsInWithBasicInUtf8() throws IOException {
        peer.asked().says("HTTP/1.1 200 OK\r\n\r\n");
        through.connect(FOUR, HTTP.login("test", Secret.of("123\u00A3"))); // the example of RFC 7617 §2.1
        assertThat(peer.asked(false).get(0)).contains("\r\nProxy-Authorization: Basic dGVzdDoxMjPCow==\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("generous")
    void whatBelongsToTheServerIsNotLost(String answer) throws IOException {
        peer.asked().says(answer + "220 mx ESMTP\r\n").says("250 mx\r\n");
        Connection connection = through.connect(FOUR, HTTP);
        byte[] small = new byte[4];
        assertThat(connection.read(small, through.deadline())).isEqualTo(4);
        assertThat(new String(small, StandardCharsets.US_ASCII)).isEqualTo("220 ");
        byte[] rest = new byte[100];
        assertThat(connection.readAvailable(rest)).isEqualTo(10);
        assertThat(through.read(connection)).isEqualTo("250 mx\r\n");
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
    void noRouteBringsAnythingElseIntoTheRequest() {
        for (String host : List.of("mx.example\r\nX: y", "mx example", "", "a/b", "mx:25", "a@b")) {
            Route evil = new Route(host, false, Route.NO_ADDRESS, 25, TlsMode.PLAIN);
            assertThatThrownBy(() -> through.connect(evil, HTTP.resolvingNames()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("name of a host");
        }
        assertThat(peer.asked(false)).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("hostile")
    void whateverAProxyDoesHasAKind(String what, Proxy proxy, Kind kind, String words, Consumer<ProxyPeer> script) {
        through.failsWith(proxy, kind, words, script);
    }

    private static Arguments http(String what, Kind kind, String words, String answer) {
        return answer("HTTP, " + what, HTTP, kind, words, peer -> peer.asked().says(answer));
    }

    static Stream<Arguments> hostile() {
        Proxy basic = HTTP.login("ada", Secret.of(PASSWORD));
        String endless = "X".repeat(300 * 1024);
        return Stream.of(
                answer("HTTP, silent", HTTP, Kind.TIMEOUT, "did not answer in time", peer -> peer.asked()),
                answer(
                        "HTTP, an octet a second",
                        HTTP,
                        Kind.TIMEOUT,
                        "did not answer in time",
                        peer -> peer.asked()
                                .drips(
                                        "HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                                        Duration.ofSeconds(1))),
                answer(
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
                http("no number", Kind.PROTOCOL, "gives no status that HTTP has", "HTTP/1.1 2OO OK\r\n\r\n"),
                http(
                        "digits of another script",
                        Kind.PROTOCOL,
                        "gives no status that HTTP has",
                        "HTTP/1.1 \u00B2\u00B3\u00B9 OK\r\n\r\n"),
                http("a number with sign", Kind.PROTOCOL, "gives no status that HTTP has", "HTTP/1.1 +20 OK\r\n\r\n"),
                http("600", Kind.PROTOCOL, "gives no status that HTTP has", "HTTP/1.1 600 Odd\r\n\r\n"),
                http("407 without schemes", Kind.LOGIN_WANTED, "407 (Login)", "HTTP/1.1 407 Login\r\n\r\n"),
                http(
                        "407 with schemes",
                        Kind.LOGIN_WANTED,
                        "offers Digest, Basic",
                        "HTTP/1.1 407 Login\r\nProxy-Authenticate: Digest realm=\"a, b\"\r\nproxy-authenticate: Basic\r\n\r\n"),
                answer(
                        "HTTP, wrong password",
                        basic,
                        Kind.LOGIN_REFUSED,
                        "407",
                        peer -> peer.asked().says("HTTP/1.1 407 No\r\nProxy-Authenticate: basic realm=x\r\n\r\n")),
                answer(
                        "HTTP, no Basic",
                        basic,
                        Kind.LOGIN_WANTED,
                        "offers NTLM, and not Basic",
                        peer -> peer.asked().says("HTTP/1.1 407 No\r\nProxy-Authenticate: NTLM\r\n\r\n")),
                answer(
                        "HTTP, echo of the password",
                        basic,
                        Kind.FORBIDDEN,
                        "[redacted]",
                        peer -> peer.asked().says("HTTP/1.1 403 " + PASSWORD + "\r\n\r\n")),
                http("401", Kind.LOGIN_WANTED, "401", "HTTP/1.1 401 Unauthorized\r\n\r\n"),
                answer(
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
}

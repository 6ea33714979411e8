/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import static io.github.smtpprobe.transport.ThroughProxy.FOUR;
import static io.github.smtpprobe.transport.ThroughProxy.NAMED;
import static io.github.smtpprobe.transport.ThroughProxy.PASSWORD;
import static io.github.smtpprobe.transport.ThroughProxy.SIX;
import static io.github.smtpprobe.transport.ThroughProxy.SOCKS;
import static io.github.smtpprobe.transport.ThroughProxy.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.road.Proxy;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.transport.RoadFailure.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is asked of a SOCKS5 proxy, octet by octet, and what comes of each answer that it may give. */
class Socks5Test {
    private final ThroughProxy through = new ThroughProxy();
    private final ProxyPeer peer = through.peer;

    @Test
    void socksIsAskedForAnAddress() throws IOException {
        peer.asked()
                .saysHex("05 00")
                .asked()
                .saysHex("05 00 00 01 7f000001 1234")
                .says("220 mx\r\n");
        assertThat(through.read(through.connect(FOUR, SOCKS))).isEqualTo("220 mx\r\n");
        assertThat(peer.asked(true)).containsExactly("050100", "05010001c00002190019");
        assertThat(through.connected.get(0).port()).isEqualTo(1080);
        assertThat(through.connected.get(0).addressText()).isEqualTo("192.0.2.1");
    }

    @Test
    void socksIsAskedForAnAddressOfTheOtherFamilyAndForAName() throws IOException {
        peer.asked().saysHex("05 00").asked().saysHex("05 00 00 04 00112233445566778899aabbccddeeff 1234");
        through.connect(SIX, SOCKS);
        assertThat(peer.asked(true).get(1)).isEqualTo("0501000420010db80000000000000000000000250019");
        ProxyPeer other =
                new ProxyPeer(through.ticker).asked().saysHex("05 00").asked().saysHex("05 00 00 03 03 616263 1234");
        new ProxyTransport(Road.through(SOCKS.resolvingNames()), through.names, (route, deadline) -> other)
                .connect(NAMED, through.deadline());
        assertThat(other.asked(true).get(1)).isEqualTo("050100030e6d782e6578616d706c652e636f6d0019");
    }

    @Test
    void socksLogsInWhereThatIsWanted() throws IOException {
        peer.asked().saysHex("05 02").asked().saysHex("01 00").asked().saysHex("05 00 00 01 00000000 0000");
        through.connect(FOUR, SOCKS.login("ad\u00E4", Secret.of("p\u00E4ss")));
        assertThat(peer.asked(true)).startsWith("05020002", "01046164c3a40570c3a47373");
    }

    @Test
    void socksGoesOnWithoutTheLoginThatNobodyWants() throws IOException {
        peer.asked().saysHex("05 00").asked().saysHex("05 00 00 01 00000000 0000");
        through.connect(FOUR, SOCKS.login("ada", Secret.of(PASSWORD)));
        assertThat(peer.asked(false)).noneMatch(each -> each.contains(PASSWORD));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("hostile")
    void whateverAProxyDoesHasAKind(String what, Proxy proxy, Kind kind, String words, Consumer<ProxyPeer> script) {
        through.failsWith(proxy, kind, words, script);
    }

    private static Arguments socks(String what, Kind kind, String words, Consumer<ProxyPeer> script) {
        return answer("SOCKS5, " + what, SOCKS, kind, words, script);
    }

    private static Arguments reply(int reply, Kind kind, String words) {
        return socks(
                "reply " + reply,
                kind,
                words,
                peer -> peer.asked().saysHex("05 00").asked().says(new byte[] {5, (byte) reply}));
    }

    static Stream<Arguments> hostile() {
        Proxy login = SOCKS.login("ada", Secret.of(PASSWORD));
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
                answer(
                        "SOCKS5, no way of login but ours",
                        login,
                        Kind.LOGIN_WANTED,
                        "neither",
                        peer -> peer.asked().saysHex("05 ff")),
                answer(
                        "SOCKS5, wrong password",
                        login,
                        Kind.LOGIN_REFUSED,
                        "refuses the login",
                        peer -> peer.asked().saysHex("05 02").asked().saysHex("01 01")),
                answer(
                        "SOCKS5, wrong password, version 5",
                        login,
                        Kind.LOGIN_REFUSED,
                        "status 255",
                        peer -> peer.asked().saysHex("05 02").asked().saysHex("05 ff")),
                answer(
                        "SOCKS5, echo of the password",
                        login,
                        Kind.PROTOCOL,
                        "[redacted]",
                        peer -> peer.asked().saysHex("05 02").asked().says("you said " + PASSWORD)),
                answer(
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
                reply(7, Kind.TARGET_UNREACHABLE, "CONNECT not supported"),
                reply(8, Kind.TARGET_UNREACHABLE, "type of address not supported"),
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
                        peer -> peer.asked().saysHex("05 00").asked().saysHex("04 00")));
    }
}

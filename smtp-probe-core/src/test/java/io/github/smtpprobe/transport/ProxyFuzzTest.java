/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.road.Proxy;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.VirtualTicker;
import io.github.smtpprobe.text.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any octets as what a proxy answers: a connection or a reason, nothing lost behind the answer, and no password in any words. */
class ProxyFuzzTest {
    private static final String PASSWORD = "correct-horse-battery";
    private static final Route ROUTE =
            new Route("mx.example.com", false, AddressLiteral.parse("192.0.2.25"), 25, TlsMode.PLAIN);

    static Stream<byte[]> answers() {
        return Stream.of(
                HexFormat.of().parseHex("000500050000010000000000003232"),
                HexFormat.of().parseHex("0105020100050000030361626300003232"),
                HexFormat.of().parseHex("00050005050001"),
                "\2HTTP/1.1 200 OK\r\nVia: x\r\n\r\n220 mx\r\n".getBytes(StandardCharsets.ISO_8859_1),
                "\3HTTP/1.1 100 x\n\nHTTP/1.0 407 No\nProxy-Authenticate: Basic\n\n"
                        .getBytes(StandardCharsets.ISO_8859_1),
                ("\3HTTP/1.1 403 " + PASSWORD + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The first octet chooses kind and login; the rest is all that comes, whole and in pieces. */
    @MethodSource("answers")
    @FuzzTest(maxDuration = "2m")
    void z22ProxiesAnswerAnything(byte[] octets) {
        int kind = octets.length == 0 ? 0 : octets[0];
        byte[] answer = Arrays.copyOfRange(octets, Math.min(1, octets.length), octets.length);
        String whole = outcome(kind, answer, answer.length);
        assertThat(outcome(kind, answer, 1)).isEqualTo(whole);
        assertThat(outcome(kind, answer, 3)).isEqualTo(whole);
        assertThat(whole).doesNotContain(PASSWORD);
    }

    /** The kind of failure, or what is left for the server. */
    private static String outcome(int kind, byte[] answer, int piece) {
        VirtualTicker ticker = new VirtualTicker();
        ProxyPeer peer = new ProxyPeer(ticker);
        for (int at = 0; at < answer.length; at += piece) {
            peer.says(Arrays.copyOfRange(answer, at, Math.min(answer.length, at + piece)));
        }
        peer.closes();
        Proxy proxy = (kind & 2) == 0 ? Proxy.socks5("192.0.2.1", 1080) : Proxy.http("192.0.2.1", 3128);
        Proxy used = (kind & 1) == 0 ? proxy : proxy.login("ada", Secret.of(PASSWORD));
        Deadline deadline = Deadline.after(Duration.ofSeconds(10), ticker);
        try {
            Connection connection = new ProxyTransport(Road.through(used), new StuckResolver(), (route, limit) -> peer)
                    .connect(ROUTE, deadline);
            ByteArrayOutputStream left = new ByteArrayOutputStream();
            byte[] buffer = new byte[64];
            try {
                for (int count = connection.read(buffer, deadline);
                        count >= 0;
                        count = connection.read(buffer, deadline)) {
                    left.write(buffer, 0, count);
                }
            } catch (RoadFailure nothing) {
                assertThat(left.size()).isZero();
            }
            byte[] rest = left.toByteArray();
            assertThat(Arrays.copyOfRange(answer, answer.length - rest.length, answer.length))
                    .isEqualTo(rest);
            return "left " + HexFormat.of().formatHex(rest);
        } catch (RoadFailure failure) {
            String words = String.valueOf(failure.getMessage());
            assertThat(words).hasSizeLessThan(600).startsWith(used + ": ").doesNotContain(PASSWORD);
            assertThat(Printable.visible(words)).isTrue();
            return failure.kind().name();
        } catch (IOException other) {
            throw new AssertionError("a failure of a road is a RoadFailure", other);
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.deadlines;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeEvent;
import io.github.smtpprobe.ProbeListener;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.VirtualTicker;
import io.github.smtpprobe.wire.ReplyParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that hold on, flood, or cannot be reached; what dialogues cannot say. */
@Timeout(Patience.HANGING)
public class HostileTimingTest {
    /** A server that does something to one client. */
    private interface Behaviour {
        void serve(Socket socket) throws IOException;
    }

    private static ServerSocket serving(Behaviour behaviour) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setReceiveBufferSize(4096);
        listener.bind(new java.net.InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
        Thread thread = new Thread(() -> {
            try (Socket socket = listener.accept()) {
                behaviour.serve(socket);
            } catch (IOException gone) {
                // The client has left, as it should.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return listener;
    }

    private static void say(Socket socket, String lines) throws IOException {
        socket.getOutputStream().write(lines.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void hear(Socket socket) throws IOException {
        if (socket.getInputStream().read(new byte[512]) < 0) {
            throw new IOException("the client left");
        }
    }

    /** Probes a server that does this until it has come to a text, with as much time as that takes. */
    private static ProbeReport probe(Behaviour behaviour, String reached, UnaryOperator<ProbeRequest.Builder> asked) {
        return Patience.until(report -> report.transcript().toString().contains(reached), deadline -> {
            try (ServerSocket server = serving(behaviour)) {
                ProbeRequest.Builder request = ProbeRequest.to("127.0.0.1", server.getLocalPort())
                        .tls(TlsMode.PLAIN)
                        .deadline(deadline);
                ProbeReport report = SmtpProbe.run(asked.apply(request).build());
                Invariants.check(report);
                assertThat(report.took()).isLessThan(deadline.plus(Patience.AMPLE));
                return report;
            } catch (IOException noPort) {
                throw new UncheckedIOException(noPort);
            }
        });
    }

    // README, Security: "stuck writers"
    @Test
    @DisplayName("D05: a server that stops reading during a large message: the deadline frees the writer")
    void zeroWindow() {
        byte[] message = "x".repeat(70).concat("\r\n").repeat(14_000).getBytes(StandardCharsets.US_ASCII);
        ProbeReport report = probe(
                socket -> {
                    say(socket, "220 mx\r\n");
                    for (String reply : List.of("250 mx", "250 ok", "250 ok", "354 go")) {
                        hear(socket);
                        say(socket, reply + "\r\n");
                    }
                    hold(socket);
                },
                "S: 354 go",
                request ->
                        request.envelope("ada@example.com", "bob@example.com").message(message));
        assertThat(report.passed()).isFalse();
        assertThat(report.has("session.timeout")).as(report.toString()).isTrue();
    }

    @Test
    @DisplayName("L07: a server that never reads and floods: a limit, and no hanging write")
    void flood() {
        ProbeReport report = probe(
                socket -> {
                    say(socket, "220 mx\r\n");
                    while (!socket.isClosed()) {
                        say(socket, "250-more\r\n".repeat(100));
                    }
                },
                "S: 250-more",
                UnaryOperator.identity());
        assertThat(report.passed()).isFalse();
        assertThat(report.has("session.unsolicited") || report.has("session.limit"))
                .as(report.toString())
                .isTrue();
    }

    /** Keeps the connection and does not read, until the client is gone for sure. */
    private static void hold(Socket socket) throws IOException {
        long patience = System.nanoTime() + 2 * Patience.AMPLE.toNanos();
        while (System.nanoTime() < patience) {
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(50).toNanos());
            say(socket, "");
        }
    }

    /** So many exchangers with one address each. */
    public static MailResolver addresses(int count) {
        return new MailResolver() {
            @Override
            public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
                List<Exchanger> all = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    all.add(new Exchanger(i, "mx" + i + ".example.com"));
                }
                return Answer.found(all);
            }

            @Override
            public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
                try {
                    int last = Integer.parseInt(host.replaceAll("\\D", "")) + 1;
                    return Answer.found(List.of(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) last})));
                } catch (IOException impossible) {
                    throw new UncheckedIOException(impossible);
                }
            }
        };
    }

    @Test
    @DisplayName("D11: ten addresses that never answer share the time, and the last one gets its part")
    void blackHoles() {
        VirtualTicker ticker = new VirtualTicker();
        List<Duration> shares = new ArrayList<>();
        ProbeReport report = SmtpProbe.builder()
                .resolver(addresses(10))
                .ticker(ticker)
                .transport((route, deadline) -> {
                    shares.add(deadline.remaining());
                    ticker.advance(deadline.remaining());
                    throw new SocketTimeoutException("connect");
                })
                .build()
                .probe(ProbeRequest.toMxOf("example.com")
                        .deadline(Duration.ofSeconds(30))
                        .withoutSecondLook()
                        .build());
        Invariants.check(report);
        assertThat(shares)
                .hasSize(10)
                .allSatisfy(share -> assertThat(share).isGreaterThanOrEqualTo(Duration.ofSeconds(1)));
        assertThat(report.took()).isLessThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(report.has("tcp.timeout")).isTrue();
    }

    @Test
    @DisplayName("X02: refused, unreachable, no route: each address is listed with its own reason")
    void everyAddressIsListed() {
        ProbeReport report = SmtpProbe.builder()
                .resolver(addresses(3))
                .transport((route, deadline) -> {
                    throw switch (route.host().charAt(2)) {
                        case '0' -> new ConnectException("Connection refused");
                        case '1' -> new NoRouteToHostException("No route to host");
                        default -> new ConnectException("Network is unreachable");
                    };
                })
                .build()
                .probe(ProbeRequest.toMxOf("example.com")
                        .coverage(Coverage.ALL)
                        .withoutSecondLook()
                        .build());
        Invariants.check(report);
        assertThat(report.attempts()).hasSize(3);
        assertThat(report.finding("tcp.nothing-open").orElseThrow().summary())
                .contains("mx0.example.com:25 (192.0.2.1): refused")
                .contains("mx1.example.com:25 (192.0.2.2): no route")
                .contains("mx2.example.com:25 (192.0.2.3): no route");
        assertThat(report.attempts())
                .extracting(
                        each -> each.fact(Connect.class).orElseThrow().outcome().succeeded())
                .containsOnly(false);
    }

    @Test
    @DisplayName("D14: where the time is over between two replies, no further command is sent")
    void betweenReplies() {
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE,
                null,
                Script.parse("S: 220 mx\nC: EHLO x\nS: 250 mx\nC: MAIL FROM:<ada@example.com>\nS: 250 ok"));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .listener(new ProbeListener() {
                    @Override
                    public void recorded(ProbeEvent.Recorded event) {
                        if (event.entry().text().startsWith("250 mx")) {
                            memory.ticker().advance(Duration.ofSeconds(60));
                        }
                    }
                })
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 25)
                        .tls(TlsMode.PLAIN)
                        .envelope("ada@example.com", "bob@example.com")
                        .build());
        Invariants.check(report);
        assertThat(report.has("probe.deadline")).as(report.toString()).isTrue();
        assertThat(report.transcript().toString()).doesNotContain("MAIL FROM");
    }

    @Test
    @DisplayName("L09: octets one at a time cost the same work each: the parser never looks at one twice")
    void octetsAreSeenOnce() {
        int[] seen = {0};
        ReplyParser parser = new ReplyParser((line, read) -> {
            seen[0] += line.length;
            return line;
        });
        byte[] reply = ("250-" + "x".repeat(996) + "\r\n")
                .repeat(60)
                .concat("250 end\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < reply.length - 1; i++) {
            assertThat(parser.octet(reply[i])).isNotIn(ReplyParser.Progress.REPLY, ReplyParser.Progress.VIOLATION);
        }
        assertThat(parser.octet(reply[reply.length - 1])).isEqualTo(ReplyParser.Progress.REPLY);
        assertThat(seen[0])
                .as("each line is scrubbed once, and nothing else looks back")
                .isLessThanOrEqualTo(reply.length);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.road.Proxy;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.tls.TlsSettings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Roads through proxies on real sockets, with real TLS inside. */
@Tag("waits")
class ProxySocketsTest {
    private static final String CLEAR = "S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye";
    private static final String SECURE = CLEAR.replace("S:", "S~").replace("C:", "C~");
    private static final String STARTTLS = """
            S: 220 mx
            C: EHLO x
            S: 250-mx
            S: 250 STARTTLS
            C: STARTTLS
            S: 220 go
            * tls any
            C~ EHLO x
            S~ 250 mx
            C~ QUIT
            S~ 221 bye""";

    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create();
    private static final CertificateAuthority.Issued ISSUED = AUTHORITY.issue("mx.example.com");

    private static ScriptedServer server(TlsMode mode) throws Exception {
        String script = switch (mode) {
            case IMPLICIT_TLS -> "* tls any\n" + SECURE;
            case PLAIN -> CLEAR;
            default -> STARTTLS;
        };
        return ScriptedServer.playing(Script.parse(script))
                .tls(ISSUED.serverContext())
                .start();
    }

    private static ProbeReport probe(int port, TlsMode mode, Road road) throws Exception {
        return SmtpProbe.builder()
                .tlsSettings(
                        TlsSettings.builder().trustStore(AUTHORITY.trustStore()).build())
                .build()
                .probe(ProbeRequest.to("mx.example.com", port)
                        .connectTo("127.0.0.1")
                        .tls(mode)
                        .withoutSecondLook()
                        .road(road)
                        .build());
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void everyModeWorksThroughOneProxyAndThroughThree(TlsMode mode) throws Exception {
        try (ScriptedServer server = server(mode);
                FakeProxy proxy = new FakeProxy()) {
            Proxy socks = Proxy.socks5("127.0.0.1", proxy.port());
            Proxy http = Proxy.http("127.0.0.1", proxy.port());
            for (Road road : new Road[] {Road.through(socks), Road.through(http), Road.through(socks, http, socks)}) {
                ProbeReport report = probe(server.port(), mode, road);
                assertThat(report.passed())
                        .as(report + "\n" + report.transcript())
                        .isTrue();
                assertThat(report.transcript().toString()).startsWith("* road " + road + "\n");
            }
            assertThat(server.problems()).isEmpty();
            assertThat(proxy.asked()).hasSize(5).contains("127.0.0.1:" + server.port(), "127.0.0.1:" + proxy.port());
        }
    }

    @Test
    void theSourceAddressIsThatOfTheConnectionToTheFirstProxy() throws Exception {
        try (ScriptedServer server = server(TlsMode.PLAIN);
                FakeProxy proxy = new FakeProxy()) {
            ProbeReport report = SmtpProbe.run(ProbeRequest.to("127.0.0.1", server.port())
                    .tls(TlsMode.PLAIN)
                    .withoutSecondLook()
                    .sourceAddress(InetAddress.getByName("127.0.0.3"))
                    .road(Road.through(Proxy.socks5("127.0.0.1", proxy.port())))
                    .build());
            assertThat(report.passed()).as(report.toString()).isTrue();
            assertThat(proxy.clients()).containsExactly(InetAddress.getByName("127.0.0.3"));
        }
    }

    @Test
    void aSourceAddressThatCannotBeUsedIsNamedAsEver() throws Exception {
        try (FakeProxy proxy = new FakeProxy()) {
            ProbeReport report = SmtpProbe.run(ProbeRequest.to("127.0.0.1", 25)
                    .tls(TlsMode.PLAIN)
                    .sourceAddress(InetAddress.getByName("192.0.2.1"))
                    .road(Road.through(Proxy.socks5("127.0.0.1", proxy.port())))
                    .build());
            assertThat(report.rootCause().orElseThrow().id())
                    .as(report.toString())
                    .isEqualTo("local.source-address");
        }
    }

    @Test
    void aProxyThatIsNotThereIsNoServerThatRefuses() throws Exception {
        int free;
        try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            free = once.getLocalPort();
        }
        ProbeReport report = probe(25, TlsMode.PLAIN, Road.through(Proxy.http("127.0.0.1", free)));
        assertThat(report.rootCause().orElseThrow().id()).as(report.toString()).isEqualTo("proxy.unreachable");
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void theDeadlineHoldsWhereAProxySaysNothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            long start = System.nanoTime();
            ProbeReport report = SmtpProbe.run(ProbeRequest.to("127.0.0.1", 25)
                    .deadline(Duration.ofSeconds(5))
                    .road(Road.through(Proxy.http("127.0.0.1", silent.getLocalPort())))
                    .build());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Patience.AMPLE);
            assertThat(report.rootCause().orElseThrow().id())
                    .as(report.toString())
                    .isEqualTo("proxy.timeout");
        }
    }

    /** The name of a proxy is looked up by the probe's resolver, which ends with the probe. */
    @Test
    void theDeadlineHoldsWhereTheProxysNameIsLookedUpForEver() {
        long start = System.nanoTime();
        ProbeReport report = SmtpProbe.builder()
                .resolver(new StuckResolver())
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 25)
                        .deadline(Duration.ofSeconds(5))
                        .road(Road.through(Proxy.http("proxy.example", 3128)))
                        .build());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Patience.AMPLE);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.findings()).noneMatch(each -> each.id().startsWith("tcp."));
    }

    // README, Security: "The login of a proxy is never shown, and is masked in everything that is said through the
    // proxy."
    @Test
    void aProxyThatPlaysTheServerCannotShowItsPassword() throws Exception {
        String password = "correct-horse-battery";
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Thread proxy = new Thread(() -> {
                try (Socket client = listening.accept()) {
                    client.getInputStream().read(new byte[500]);
                    client.getOutputStream()
                            .write(("HTTP/1.1 200 OK\r\n\r\n220 " + password + "\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                    client.getInputStream().read(new byte[500]);
                } catch (java.io.IOException gone) {
                    // the probe has what it needs
                }
            });
            proxy.start();
            Proxy http = Proxy.http("127.0.0.1", listening.getLocalPort()).login("ada", Secret.of(password));
            ProbeReport report = probe(25, TlsMode.PLAIN, Road.through(http));
            assertThat(report.transcript().toString()).contains("S: 220 [redacted]");
            assertThat(report + report.asMap().toString()).doesNotContain(password);
            proxy.join();
        }
    }

    // README, Security: "The probe's own road may lead through proxies that are asked for addresses, each of which was
    // looked up and judged here; the address policy does not judge the proxy itself."
    @Test
    void aStrangersTargetIsJudgedBeforeTheProxyIsAsked() throws Exception {
        try (ScriptedServer server = server(TlsMode.PLAIN);
                FakeProxy proxy = new FakeProxy()) {
            SmtpProbe probe =
                    SmtpProbe.forUntrustedTargets(
                                    AddressPolicy.only("127.0.0.1").onPorts(server.port()))
                            .toBuilder()
                            .road(Road.through(Proxy.socks5("127.0.0.1", proxy.port())))
                            .build();
            ProbeReport denied = probe.probe(ProbeRequest.to("127.0.0.9", server.port())
                    .tls(TlsMode.PLAIN)
                    .build());
            assertThat(denied.has("policy.denied")).isTrue();
            assertThat(proxy.asked()).isEmpty();
            ProbeReport allowed = probe.probe(ProbeRequest.to("127.0.0.1", server.port())
                    .tls(TlsMode.PLAIN)
                    .build());
            assertThat(allowed.passed()).as(allowed.toString()).isTrue();
            assertThat(proxy.asked()).containsExactly("127.0.0.1:" + server.port());
        }
    }

    @Test
    void aSecondLookGoesByTheSameRoad() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
                FakeProxy proxy = new FakeProxy()) {
            ProbeReport report = SmtpProbe.run(ProbeRequest.to("127.0.0.1", silent.getLocalPort())
                    .tls(TlsMode.PLAIN)
                    .deadline(Duration.ofSeconds(12))
                    .road(Road.through(Proxy.socks5("127.0.0.1", proxy.port())))
                    .build());
            assertThat(report.attempts()).as(report.toString()).hasSize(2);
            assertThat(proxy.asked()).hasSize(2);
            assertThat(report.attempts().get(1).transcript().toString()).startsWith("* road SOCKS5 proxy");
        }
    }

    @Test
    void aRoadOfTheRequestGoesBeforeThatOfTheProbe() throws Exception {
        try (ScriptedServer server = server(TlsMode.PLAIN);
                FakeProxy one = new FakeProxy();
                FakeProxy other = new FakeProxy()) {
            ProbeReport report = SmtpProbe.builder()
                    .road(Road.through(Proxy.socks5("127.0.0.1", one.port())))
                    .build()
                    .probe(ProbeRequest.to("127.0.0.1", server.port())
                            .tls(TlsMode.PLAIN)
                            .road(Road.through(Proxy.socks5("127.0.0.1", other.port())))
                            .build());
            assertThat(report.passed()).as(report.toString()).isTrue();
            assertThat(one.asked()).isEmpty();
            assertThat(other.asked()).hasSize(1);
        }
    }
}

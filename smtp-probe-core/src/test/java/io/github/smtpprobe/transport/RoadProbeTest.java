/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.ProxyHeader;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.road.Proxy;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.transcript.Transcript;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A probe whose way leads through proxies: what the report says, and what it leaves unsaid. */
class RoadProbeTest {
    private static final String SERVER = "S: 220 mx\nC: EHLO x\nS: 250 mx hello [9.9.9.9]\nC: QUIT\nS: 221 bye";
    private static final Proxy SOCKS = Proxy.socks5("192.0.2.1", 1080);
    private static final String PASSWORD = "correct-horse-battery";
    private static final String YES = "05 00 00 01 00000000 0000";

    private final MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, Script.parse(SERVER));
    private final ProxyPeer peer = new ProxyPeer(memory.ticker());
    private final List<String> questions = new ArrayList<>();
    private final MailResolver names = new MailResolver() {
        @Override
        public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
            questions.add("MX " + domain);
            return Answer.found(List.of(new Exchanger(10, "mx.example.com"), new Exchanger(20, "x\r\nQUIT.example")));
        }

        @Override
        public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
            questions.add("A " + host);
            return Answer.found(List.of(AddressLiteral.parse("192.0.2.25")));
        }

        @Override
        public Answer<String> names(InetAddress address, Deadline deadline) {
            questions.add("PTR " + AddressLiteral.text(address));
            return Answer.found(List.of("name.example"));
        }
    };

    private SmtpProbe.Builder probe(Proxy first, Proxy... next) {
        Transport base = (route, deadline) -> peer;
        return SmtpProbe.builder()
                .transport(new ProxyTransport(Road.through(first, next), names, base))
                .resolver(names)
                .ticker(memory.ticker());
    }

    private static ProbeRequest.Builder request() {
        return ProbeRequest.to("mx.example.com", 25).tls(TlsMode.PLAIN).withoutSecondLook();
    }

    private ProxyPeer open() throws Exception {
        Route any = new Route("mx.example.com", false, AddressLiteral.parse("192.0.2.25"), 25, TlsMode.PLAIN);
        Deadline deadline = Deadline.after(Duration.ofSeconds(1), memory.ticker());
        return peer.asked().saysHex("05 00").asked().saysHex(YES).then(memory.connect(any, deadline));
    }

    @Test
    void theRoadIsInTheTranscriptAndInTheFact() throws Exception {
        open();
        ProbeReport report = probe(SOCKS).build().probe(request().build());
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(report.transcript().toString()).startsWith("* road SOCKS5 proxy 192.0.2.1:1080\nS: 220 mx\n");
        Connect connect = report.decisive().orElseThrow().fact(Connect.class).orElseThrow();
        assertThat(connect.road()).contains("SOCKS5 proxy 192.0.2.1:1080");
        assertThat(connect.localAddress()).as("the server sees the proxy").isEmpty();
        assertThat(connect.description()).isEqualTo("connected through SOCKS5 proxy 192.0.2.1:1080");
        assertThat(connect.asMap()).containsEntry("road", "SOCKS5 proxy 192.0.2.1:1080");
        assertThat(Transcript.parse(report.transcript().toString())).isEqualTo(report.transcript());
    }

    @Test
    void aProxyThatResolvesNamesLeavesNothingToAskHere() throws Exception {
        open();
        ProbeReport report = probe(SOCKS.resolvingNames())
                .build()
                .probe(request().reverseNames().build());
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(questions).isEmpty();
        assertThat(report.decisive().orElseThrow().route().address()).isSameAs(Route.NO_ADDRESS);
        assertThat(report.resolution().status()).isEqualTo(MailResolver.Status.LEFT_TO_ROAD);
        assertThat(TextReport.render(report)).contains("not looked up here: the way to the server does it");
        assertThat(peer.asked(true).get(1)).contains("030e6d782e6578616d706c652e636f6d");
    }

    @Test
    void exchangersAreLookedUpAndTheirAddressesAreNot() throws Exception {
        open();
        ProbeReport report = probe(SOCKS.resolvingNames())
                .build()
                .probe(ProbeRequest.toMxOf("example.com").tls(TlsMode.PLAIN).build());
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(questions).containsExactly("MX example.com");
        assertThat(report.resolution().routes()).hasSize(1);
        assertThat(peer.asked(false)).noneMatch(each -> each.contains("QUIT"));
    }

    @Test
    void anAddressIsSentAsItIs() throws Exception {
        open();
        probe(SOCKS.resolvingNames())
                .build()
                .probe(request().connectTo("192.0.2.77").build());
        assertThat(peer.asked(true).get(1)).isEqualTo("05010001c000024d0019");
    }

    @Test
    void aHeaderThatHasToTellWhatNobodyHereKnowsIsNotSent() throws Exception {
        open();
        ProbeReport report = probe(SOCKS.resolvingNames())
                .build()
                .probe(request().proxyHeader(ProxyHeader.v1()).build());
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.toString()).contains("only the proxy on the way knows");
        assertThat(report.transcript().toString()).doesNotContain("0.0.0.0");
    }

    @Test
    void noPolicyOfAddressesAllowsOneThatNobodyKnows() throws Exception {
        for (AddressPolicy policy : List.of(
                AddressPolicy.publicInternet(),
                AddressPolicy.only("192.0.2.0/24"),
                AddressPolicy.publicInternet().onPorts(25))) {
            ProbeReport report = probe(SOCKS.resolvingNames())
                    .addressPolicy(policy)
                    .build()
                    .probe(request().build());
            assertThat(report.has("policy.denied")).as(report.toString()).isTrue();
            assertThat(report.summary()).contains("an address that only the proxy on the way knows");
        }
        assertThat(peer.asked(false)).isEmpty();
    }

    @Test
    void thisClientsAddressIsNotSoughtBehindAProxy() throws Exception {
        open();
        ProbeReport report = probe(SOCKS).build().probe(request().reverseNames().build());
        assertThat(questions).contains("PTR 192.0.2.25").doesNotContain("PTR 8.8.4.4", "PTR 9.9.9.9");
        assertThat(report.findings()).noneMatch(each -> each.id().startsWith("client."));
    }

    // README, Security: "Failures on the road are reported as such, and what a proxy says about a server is reported as
    // the proxy's word."
    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void aFailureOfTheRoadSaysNothingOfTheServer(String id, Reason reason, Proxy proxy, Consumer<ProxyPeer> script) {
        script.accept(peer);
        ProbeReport report = probe(proxy).build().probe(request().build());
        assertThat(report.rootCause().orElseThrow().id()).as(report.toString()).isEqualTo(id);
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.findings()).extracting(each -> each.id()).noneMatch(each -> each.startsWith("tcp."));
        assertThat(report.decisive().orElseThrow().decidingFact().orElseThrow().outcome())
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                    assertThat(failed.reason()).isEqualTo(reason);
                    assertThat(failed.detail()).contains("SOCKS5 proxy 192.0.2.1:1080");
                });
        assertThat(report.transcript().toString()).startsWith("* road SOCKS5 proxy 192.0.2.1:1080");
        assertThat(report.asMap().toString() + report + TextReport.render(report))
                .doesNotContain(PASSWORD);
    }

    private static Arguments of(String id, Reason reason, Proxy proxy, Consumer<ProxyPeer> script) {
        return Arguments.of(id, reason, proxy, script);
    }

    static Stream<Arguments> failures() {
        Proxy login = SOCKS.login("ada", Secret.of(PASSWORD));
        return Stream.of(
                of("proxy.timeout", Reason.PROXY_TIMEOUT, SOCKS, ProxyPeer::asked),
                of(
                        "proxy.closed",
                        Reason.PROXY_CLOSED,
                        SOCKS,
                        peer -> peer.asked().closes()),
                of(
                        "proxy.closed",
                        Reason.PROXY_CLOSED,
                        SOCKS,
                        peer -> peer.asked()
                                .saysHex("05 00")
                                .asked()
                                .saysHex(YES)
                                .closes()),
                of(
                        "proxy.login-wanted",
                        Reason.PROXY_LOGIN_WANTED,
                        SOCKS,
                        peer -> peer.asked().saysHex("05 ff")),
                of(
                        "proxy.login-refused",
                        Reason.PROXY_LOGIN_REFUSED,
                        login,
                        peer -> peer.asked().saysHex("05 02").asked().saysHex("01 01")),
                of("proxy.forbids", Reason.PROXY_FORBIDS, SOCKS, answering(2)),
                of("proxy.target-refused", Reason.PROXY_TARGET_REFUSED, SOCKS, answering(5)),
                of("proxy.target-unreachable", Reason.PROXY_TARGET_UNREACHABLE, SOCKS, answering(4)),
                of("proxy.target-timeout", Reason.PROXY_TARGET_TIMEOUT, SOCKS, answering(6)),
                of("proxy.no-proxy", Reason.PROXY_PROTOCOL, SOCKS, peer -> peer.says("220 mx\r\n")));
    }

    private static Consumer<ProxyPeer> answering(int reply) {
        return peer -> peer.asked().saysHex("05 00").asked().says(new byte[] {5, (byte) reply});
    }

    /** Behind a 220 it is the server that closes. */
    @Test
    void whatComesAfterTheFirstOctetIsTheServersAgain() {
        peer.asked()
                .saysHex("05 00")
                .asked()
                .saysHex(YES)
                .says("220 mx\r\n")
                .asked()
                .closes();
        ProbeReport report = probe(SOCKS).build().probe(request().build());
        assertThat(report.rootCause().orElseThrow().id()).isEqualTo("ehlo.closed");
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void aUnixSocketIsOneServerWithOnePort() {
        Road road = Road.unixSocket(Path.of("/run/x"));
        for (ProbeRequest.Builder wrong : List.of(
                ProbeRequest.to("mx.example.com").road(road),
                ProbeRequest.toMxOf("example.com").road(road),
                request().connectTo("192.0.2.1").road(road),
                request().sourceAddress(AddressLiteral.parse("192.0.2.1")).road(road),
                request().road(null))) {
            InvalidRequest refused = catchThrowableOfType(InvalidRequest.class, wrong::build);
            assertThat(refused.problems()).extracting(each -> each.field()).contains("road");
        }
    }

    @Test
    void aTransportThatCannotSayWhereItLeadsIsNotedAndUsed() throws Exception {
        open();
        Transport odd = new Transport() {
            @Override
            public Connection connect(Route route, Deadline deadline) {
                return memory.connect(route, deadline);
            }

            @Override
            public java.util.Optional<String> road() {
                throw new IllegalStateException("canary");
            }

            @Override
            public boolean resolvesNames() {
                throw new IllegalStateException("canary");
            }
        };
        ProbeReport report = SmtpProbe.builder()
                .transport(odd)
                .resolver(names)
                .ticker(memory.ticker())
                .build()
                .probe(request().build());
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(report.has("extension.ignored")).isTrue();
        assertThat(report.toString()).doesNotContain("canary");
    }

    // README, Security: "A request that names a road is refused."
    @Test
    void theUntrustedPresetTakesNoRoadOfARequest() {
        ProbeRequest request = request().road(Road.through(SOCKS)).build();
        InvalidRequest refused = catchThrowableOfType(
                InvalidRequest.class, () -> SmtpProbe.forUntrustedTargets().call(request));
        assertThat(refused.problems().get(0))
                .hasToString(
                        "road is refused: a probe for untrusted targets takes no proxy or Unix socket from a request");
    }

    @Test
    void theUntrustedPresetTakesARoadOfItsWiringThatIsAskedForAddresses() {
        SmtpProbe.Builder untrusted = SmtpProbe.forUntrustedTargets().toBuilder();
        assertThat(untrusted.road(Road.through(SOCKS)).build()).isNotNull();
        assertThatIllegalStateException().isThrownBy(() -> untrusted.road(Road.through(SOCKS.resolvingNames())));
        assertThatIllegalStateException().isThrownBy(() -> untrusted.road(Road.unixSocket(Path.of("/run/x"))));
    }
}

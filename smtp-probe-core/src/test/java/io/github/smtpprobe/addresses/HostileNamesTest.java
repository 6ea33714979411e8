/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.dns.DnsResolver;
import io.github.smtpprobe.dns.NameServer;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.ResolvedHost;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import java.net.ConnectException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What DNS can do to a probe: a real name server on the loopback address, and connections in memory. */
@Timeout(Patience.HANGING)
class HostileNamesTest {
    private static NameServer server;

    @BeforeAll
    static void start() throws Exception {
        server = HostileZone.serve();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static ProbeReport mx(String domain) {
        return HostileZone.probe(ProbeRequest.toMxOf(domain), server);
    }

    @ParameterizedTest(name = "{0}: {1} is {3} by {2}")
    @CsvSource({
        "N01, nothing.example, dns.nxdomain, FAILED",
        "N02, implicit.example, mx.implicit, PASSED",
        "N03, null.example, mx.null, FAILED",
        "N04, mixed.example, mx.null-mixed, PASSED",
        "N05, servfail.example, dns.server-failure, INCONCLUSIVE",
        "N05, refused.example, dns.server-failure, INCONCLUSIVE",
        "N05, formerr.example, dns.server-failure, INCONCLUSIVE",
        "N05, notimp.example, dns.server-failure, INCONCLUSIVE",
        "N07, alias.example, mx.cname, PASSED",
        "N08, mxloop.example, mx.dangling, FAILED",
        "N08, self.example, dns.bad-answer, FAILED",
        "N08, c0.chain.example, dns.bad-answer, FAILED",
        "N09, literal.example, mx.is-address, FAILED",
        "N10, inner.example, mx.private, PASSED",
        "N10, inner.example, mx.localhost, PASSED",
        "N11, many.example, mx.too-many, PASSED",
        "N12, twice.example, mx.duplicate, PASSED",
        "N17, short.example, dns.server-failure, INCONCLUSIVE",
        "N09, placeholder.example, mx.placeholder, FAILED"
    })
    void zones(String row, String domain, String finding, Verdict verdict) {
        ProbeReport report = mx(domain);
        assertThat(report.has(finding)).as(report.toString()).isTrue();
        assertThat(report.verdict()).as(report.toString()).isEqualTo(verdict);
    }

    @Test
    @DisplayName("N10: in the preset for strangers every address of every exchanger is judged")
    void innerAddressesAreDenied() {
        ProbeReport report = SmtpProbe.forUntrustedTargets().toBuilder()
                .resolver(new DnsResolver(List.of(server.address())))
                .build()
                .probe(ProbeRequest.toMxOf("inner.example").build());
        assertThat(report.attempts())
                .allSatisfy(
                        attempt -> assertThat(attempt.transcript().entries()).isEmpty());
        assertThat(report.resolution().routes()).isEmpty();
        assertThat(report.resolution().denied()).hasSizeGreaterThanOrEqualTo(5);
        assertThat(report.has("policy.denied")).as(report.toString()).isTrue();
    }

    @Test
    @DisplayName("N11: 20 exchangers and 8 addresses are looked at, and the report says that there were more")
    void caps() {
        assertThat(mx("many.example").resolution().hosts()).hasSize(20);
        ProbeReport wide = HostileZone.probe(ProbeRequest.to("wide.example", 25).tls(TlsMode.PLAIN), server);
        assertThat(wide.resolution().routes()).hasSize(8);
        assertThat(wide.has("dns.too-many-addresses")).isTrue();
    }

    @Test
    @DisplayName("N12: preferences from 0 to 65535 decide the order")
    void preferences() {
        assertThat(mx("order.example").resolution().hosts())
                .extracting(ResolvedHost::name)
                .containsExactly("first.example", "a.example", "last.example");
    }

    @Test
    @DisplayName("N14, N16: answers with another id, for other names, or with a forged AD flag change nothing")
    void forgeries() {
        ProbeReport report =
                HostileZone.probe(ProbeRequest.to("forged.example", 25).tls(TlsMode.PLAIN), server);
        assertThat(report.resolution().routes())
                .extracting(route -> route.addressText())
                .doesNotContain("203.0.113.66", "203.0.113.67");
    }

    @Test
    @DisplayName("N20: where AAAA is never answered, A is used, and soon")
    void oneFamilyHangs() throws Exception {
        MailResolver resolver = new DnsResolver(List.of(server.address()));
        long start = System.nanoTime();
        MailResolver.Answer<InetAddress> answer = resolver.addresses(
                "six.example", AddressFamilies.IPV6_FIRST, Deadline.after(Duration.ofMinutes(10), Ticker.system()));
        assertThat(answer.records()).extracting(InetAddress::getHostAddress).containsExactly("192.0.2.7");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Patience.AMPLE);
    }

    @Test
    @DisplayName("N21: one blocked, one dead, one good: all three in the report, only the last talked to")
    void threeExchangers() {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, HostileZone.WORKS);
        ProbeReport report = SmtpProbe.builder()
                .nameServers(server.address())
                .addressPolicy((host, address, port) -> !host.equals("lo.example"))
                .transport((route, deadline) -> {
                    if (route.host().equals("dead.example")) {
                        throw new ConnectException("Connection refused");
                    }
                    return memory.connect(route, deadline);
                })
                .build()
                .probe(ProbeRequest.toMxOf("three.example")
                        .coverage(Coverage.ALL)
                        .build());
        assertThat(report.resolution().hosts())
                .extracting(ResolvedHost::name)
                .containsExactly("lo.example", "dead.example", "a.example");
        assertThat(memory.connections()).isEqualTo(1);
        assertThat(report.has("tcp.refused")).isTrue();
        assertThat(report.has("policy.denied")).as(report.toString()).isTrue();
    }
}

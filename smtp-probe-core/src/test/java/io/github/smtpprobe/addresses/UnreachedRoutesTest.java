/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Zone;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.PublicOutcome;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several ports, addresses or exchangers that cannot be connected to are one trouble, and one finding that names each of them. */
class UnreachedRoutesTest {
    private static final Script GREETS = Script.parse("S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye");

    /** What connecting comes to by {@code address:port}, or else by port: {@code open}, {@code silent}, {@code no route}, else refused. */
    private static ProbeReport probe(Zone zone, ProbeRequest.Builder request, Map<String, String> outcomes) {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, GREETS);
        ProbeReport report = SmtpProbe.builder()
                .resolver(zone)
                .transport((route, deadline) -> {
                    String port = Integer.toString(route.port());
                    switch (outcomes.getOrDefault(
                            route.addressText() + ":" + port, outcomes.getOrDefault(port, "refused"))) {
                        case "open" -> {
                            return memory.connect(route, deadline);
                        }
                        case "no route" -> throw new NoRouteToHostException("No route to host");
                        case "silent" -> {
                            memory.ticker().advance(deadline.remaining());
                            throw new SocketTimeoutException("connect");
                        }
                        default -> throw new ConnectException("Connection refused");
                    }
                })
                .ticker(memory.ticker())
                .seed(1)
                .build()
                .probe(request.build());
        Invariants.check(report);
        return report;
    }

    private static ProbeReport ladder(Map<String, String> outcomes) {
        return probe(Zone.ofHost("mail.example", "192.0.2.1"), ProbeRequest.to("mail.example"), outcomes);
    }

    private static Finding only(ProbeReport report) {
        assertThat(report.findings()).as(report.toString()).hasSize(1);
        assertThat(report.publicOutcome()).isEqualTo(PublicOutcome.NOT_REACHED);
        return report.rootCause().orElseThrow();
    }

    @Test
    void threeRefusedPortsAreOneFinding() {
        Finding root = only(ladder(Map.of()));
        assertThat(root.id()).isEqualTo("tcp.refused");
        assertThat(root.summary())
                .isEqualTo("Nothing listens on ports 587, 465 and 2525 of mail.example (192.0.2.1):"
                        + " each connection was refused.");
        assertThat(root.subject()).isEqualTo("mail.example");
        assertThat(root.evidence())
                .containsExactly(
                        "connecting: mail.example:587 (192.0.2.1) failed: the connection was refused",
                        "connecting: mail.example:465 (192.0.2.1) failed: the connection was refused",
                        "connecting: mail.example:2525 (192.0.2.1) failed: the connection was refused");
    }

    @Test
    void threeSilentPortsAreOneFinding() {
        Finding root = only(ladder(Map.of("587", "silent", "465", "silent", "2525", "silent")));
        assertThat(root.id()).isEqualTo("tcp.timeout");
        assertThat(root.summary())
                .isEqualTo("Every connection to ports 587, 465 and 2525 of mail.example (192.0.2.1) timed out.");
    }

    @Test
    void differentFailuresAreToldEachInOneText() {
        Finding root = only(ladder(Map.of("465", "silent")));
        assertThat(root.id()).isEqualTo("tcp.nothing-open");
        assertThat(root.summary())
                .matches("No connection could be made to mail.example \\(192.0.2.1\\): port 587: refused,"
                        + " port 465: no answer within [0-9]+ ms, port 2525: refused.");
        assertThat(root.remedy()).contains("to see whether an answer comes");
        assertThat(only(ladder(Map.of("587", "no route"))).summary()).contains("port 587: no route, port 465: refused");
    }

    @Test
    void anAddressOfIpv6AloneIsCalledOne() {
        Zone zone = Zone.ofHost("mail.example", "2001:db8::1");
        ProbeRequest.Builder request = ProbeRequest.to("mail.example", 4465).tls(TlsMode.PLAIN);
        assertThat(only(probe(zone, request, Map.of("4465", "no route"))).remedy())
                .contains("IPv6")
                .doesNotContain("If it is");
        assertThat(only(probe(
                                Zone.ofHost("mail.example", "192.0.2.1"),
                                ProbeRequest.to("mail.example", 4465).tls(TlsMode.PLAIN),
                                Map.of("4465", "no route")))
                        .remedy())
                .doesNotContain("IPv6");
    }

    /** Name servers that block advertising answer so, and people who moved a server forget a line in the hosts file. */
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "127.0.1.1", "::1"})
    void aNameThatLeadsToThisMachineIsToldAsThat(String address) {
        ProbeRequest.Builder request = ProbeRequest.to("mail.example", 4465).tls(TlsMode.PLAIN);
        Finding root = probe(Zone.ofHost("mail.example", address), request, Map.of())
                .rootCause()
                .orElseThrow();
        assertThat(root.id()).isEqualTo("host.own-machine");
        assertThat(root.summary()).contains("mail.example", address);
        assertThat(probe(
                                Zone.ofHost("localhost", address),
                                ProbeRequest.to("localhost", 4465).tls(TlsMode.PLAIN),
                                Map.of())
                        .has("host.own-machine"))
                .isFalse();
    }

    /** A rule of this machine, and nothing of what its resources are. */
    @ParameterizedTest
    @ValueSource(strings = {"Permission denied", "Operation not permitted"})
    void aConnectionThatThisMachineForbidsIsToldAsThat(String words) {
        ProbeReport report = SmtpProbe.builder()
                .transport((route, deadline) -> {
                    throw new SocketException(words);
                })
                .build()
                .probe(ProbeRequest.to("192.0.2.1", 25).tls(TlsMode.PLAIN).build());
        Finding root = report.rootCause().orElseThrow();
        assertThat(root.id()).as(report.toString()).isEqualTo("local.forbidden");
        assertThat(root.remedy()).contains("firewall").doesNotContain("memory");
    }

    @Test
    void severalAddressesAreNamed() {
        Zone zone = Zone.ofHost("mail.example", "2001:db8::1", "192.0.2.1");
        ProbeRequest.Builder one = ProbeRequest.to("mail.example", 4465).tls(TlsMode.PLAIN);
        assertThat(only(probe(zone, one, Map.of())).summary())
                .isEqualTo("Nothing listens on port 4465 of mail.example (2001:db8::1, 192.0.2.1):"
                        + " each connection was refused.");
        assertThat(only(probe(zone, one, Map.of("2001:db8::1:4465", "no route")))
                        .summary())
                .contains("mail.example:4465 (2001:db8::1): no route, mail.example:4465 (192.0.2.1): refused");
        Finding six =
                only(probe(Zone.ofHost("mail.example", "2001:db8::1", "2001:db8::2"), one, Map.of("4465", "no route")));
        assertThat(six.id()).isEqualTo("tcp.unreachable");
        assertThat(six.summary()).isEqualTo("There is no route from here to 2001:db8::1 or 2001:db8::2.");
    }

    @Test
    void exchangersOfADomainAreOneFinding() {
        Zone zone = Zone.ofExchangers("a.example 192.0.2.1", "b.example 192.0.2.2");
        ProbeReport report =
                probe(zone, ProbeRequest.toMxOf("example.com").withoutSecondLook(), Map.of("192.0.2.2:25", "silent"));
        Finding root = only(report);
        assertThat(root.id()).isEqualTo("tcp.nothing-open");
        assertThat(root.summary())
                .contains("a.example (192.0.2.1) and b.example (192.0.2.2)")
                .contains("a.example:25 (192.0.2.1): refused, b.example:25 (192.0.2.2): no answer within");
        assertThat(root.subject()).isEqualTo("example.com");
        ProbeReport looked = probe(zone, ProbeRequest.toMxOf("example.com"), Map.of("587", "open"));
        assertThat(looked.findings().stream().map(Finding::id)).containsExactly("port.closed", "tcp.refused");
        assertThat(looked.finding("tcp.refused").orElseThrow().consequenceOf()).contains("port.closed");
    }

    @Test
    void anAuditThatReachesNothingIsOneFindingToo() {
        Zone zone = Zone.ofHost("mail.example", "192.0.2.1", "192.0.2.2");
        Finding root = only(probe(
                zone, ProbeRequest.to("mail.example", 4465).tls(TlsMode.PLAIN).coverage(Coverage.ALL), Map.of()));
        assertThat(root.id()).isEqualTo("tcp.refused");
    }

    @Test
    void whereAPortIsOpenTheOthersAreNotesAsBefore() {
        ProbeReport report = probe(
                Zone.ofHost("mail.example", "192.0.2.1"),
                ProbeRequest.to("mail.example").coverage(Coverage.FIRST_CONVERSATION),
                Map.of("2525", "open"));
        assertThat(report.findings().stream()
                        .filter(each -> each.id().equals("tcp.refused"))
                        .map(Finding::subject))
                .contains("mail.example:587", "mail.example:465");
        assertThat(report.findings())
                .filteredOn(each -> each.id().equals("tcp.refused"))
                .noneMatch(each -> each.severity() == Severity.ERROR && report.passed());
    }

    @Test
    void manyRoutesAreCounted() {
        String[] addresses = new String[8];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = "192.0.2." + (i + 1);
        }
        Finding root = only(probe(
                Zone.ofHost("mail.example", addresses),
                ProbeRequest.to("mail.example"),
                Map.of("192.0.2.1:587", "no route")));
        assertThat(root.summary()).contains("192.0.2.8").endsWith(" more.");
        assertThat(root.summary().length()).isLessThan(1_000);
    }
}

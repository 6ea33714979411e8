/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.report.Confidence;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A port that cannot be connected to, and what one look at another mail port of the same address makes of it. */
class OtherPortTest {
    private static final Script GREETS = Script.parse("S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye");

    private final List<Integer> tried = new ArrayList<>();

    /** What connecting to each port comes to: {@code open}, {@code refused}, else silence. */
    private ProbeReport probe(Map<Integer, String> ports, AddressPolicy policy, ProbeRequest.Builder request) {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, GREETS);
        ProbeReport report = SmtpProbe.builder()
                .transport((route, deadline) -> {
                    tried.add(route.port());
                    switch (ports.getOrDefault(route.port(), "silent")) {
                        case "open" -> {
                            return memory.connect(route, deadline);
                        }
                        case "refused" -> throw new ConnectException("Connection refused");
                        default -> {
                            memory.ticker().advance(deadline.remaining());
                            throw new SocketTimeoutException("connect");
                        }
                    }
                })
                .ticker(memory.ticker())
                .addressPolicy(policy)
                .build()
                .probe(request.connectTo("192.0.2.1").build());
        Invariants.check(report);
        return report;
    }

    private ProbeReport probe(int port, Map<Integer, String> ports) {
        return probe(
                ports,
                AddressPolicy.allowAll(),
                ProbeRequest.to("mx.example", port).tls(TlsMode.PLAIN));
    }

    @ParameterizedTest(name = "{0} is {1} and {2} is {3}: {4}")
    @CsvSource({
        "25, silent, 587, open, port.blocked, LIKELY",
        "25, silent, 587, refused, port.filtered, LIKELY",
        "25, silent, 587, silent, host.silent, LIKELY",
        "25, refused, 587, open, port.closed, CERTAIN",
        "25, refused, 587, refused, host.no-mail, LIKELY",
        "25, refused, 587, silent, tcp.refused, CERTAIN",
        "465, refused, 587, open, port.closed, CERTAIN",
        "2525, silent, 587, open, port.blocked, LIKELY",
        "587, silent, 465, open, port.blocked, LIKELY"
    })
    void aBlockedPortADeadHostAndAWrongPortAreThreeFindings(
            int port, String here, int other, String there, String id, Confidence sure) {
        ProbeReport report = probe(port, Map.of(port, here, other, there));
        Finding root = report.rootCause().orElseThrow();
        assertThat(root.id()).as(report.toString()).isEqualTo(id);
        assertThat(root.confidence()).isEqualTo(sure);
        assertThat(tried).containsExactly(port, other);
        assertThat(report.passed()).isFalse();
        assertThat(report.decisive().orElseThrow().route().port()).isEqualTo(port);
        assertThat(report.took()).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void whoBlocksRelayIsNamedWhereThePatternShowsIt() {
        ProbeReport report = probe(25, Map.of(587, "open"));
        assertThat(report.rootCause().orElseThrow().explanation()).contains("Amazon EC2", "Google Cloud");
        assertThat(report.rootCause().orElseThrow().remedy()).contains("use port 587");
    }

    @Test
    void thereIsOneLookAndNoneThatNobodyMayTake() {
        probe(
                Map.of(),
                AddressPolicy.allowAll(),
                ProbeRequest.to("mx.example", 25).withoutSecondLook());
        assertThat(tried).containsExactly(25);
        tried.clear();
        probe(Map.of(), AddressPolicy.allowAll().onPorts(25), ProbeRequest.to("mx.example", 25));
        assertThat(tried).as("the policy forbids the other port").containsExactly(25);
        tried.clear();
        probe(Map.of(), AddressPolicy.allowAll(), ProbeRequest.to("mx.example", 4465));
        assertThat(tried).as("no mail port").containsExactly(4465);
        tried.clear();
        probe(Map.of(465, "refused"), AddressPolicy.allowAll(), ProbeRequest.to("mx.example"));
        assertThat(tried).as("a ladder is its own look").containsExactly(587, 465, 2525);
    }

    @Test
    void aPortThatOpensIsNotLookedBeside() {
        assertThat(probe(25, Map.of(25, "open")).passed()).isTrue();
        assertThat(tried).containsExactly(25);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.addresses;

import static io.github.smtpprobe.harness.MemoryRoutes.memory;
import static io.github.smtpprobe.harness.MemoryRoutes.probe;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Scripts;
import io.github.smtpprobe.harness.Zone;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a probe makes of what DNS says: exchangers, addresses, trouble, and the policy over them. */
class ResolutionTest {
    private static final Script WORKS = Script.parse(Scripts.WORKS);

    @Test
    void aNullMxMeansNoConnection() { // RFC 7505
        MemoryTransport memory = memory(WORKS);
        ProbeReport report = probe(
                new Zone(List.of(new MailResolver.Exchanger(0, "")), Map.of(), MailResolver.Status.NXDOMAIN),
                memory,
                ProbeRequest.toMxOf("example.com").build());
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.has("mx.null")).isTrue();
        assertThat(report.attempts()).isEmpty();
        assertThat(report.transcript().entries()).isEmpty();
        assertThat(memory.connections()).isZero();
    }

    @Test
    void aDomainWithoutMxStandsInForItself() { // RFC 5321 §5.1
        ProbeReport report = probe(
                new Zone(List.of(), Map.of("example.com", List.of("192.0.2.9")), MailResolver.Status.NO_RECORDS),
                memory(WORKS),
                ProbeRequest.toMxOf("example.com").build());
        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(report.has("mx.implicit")).isTrue();
    }

    @Test
    void aDanglingMxIsNamedAndTheNextOneTried() {
        Zone zone = new Zone(
                List.of(new MailResolver.Exchanger(10, "gone.example"), new MailResolver.Exchanger(20, "b.example")),
                Map.of("b.example", List.of("192.0.2.3")),
                MailResolver.Status.NXDOMAIN);
        ProbeReport report =
                probe(zone, memory(WORKS), ProbeRequest.toMxOf("example.com").build());
        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(report.finding("mx.dangling"))
                .hasValueSatisfying(finding -> assertThat(finding.summary()).contains("gone.example"));
    }

    @Test
    void onlyDanglingExchangersAreAnErrorOfTheirOwn() {
        List<MailResolver.Exchanger> mx = List.of(new MailResolver.Exchanger(10, "gone.example"));
        ProbeReport dangling = probe(
                new Zone(mx, Map.of(), MailResolver.Status.NXDOMAIN),
                memory(WORKS),
                ProbeRequest.toMxOf("example.com").build());
        assertThat(dangling.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(dangling.has("mx.dangling")).isTrue();
        assertThat(dangling.has("dns.nxdomain")).as("the domain itself exists").isFalse();
        ProbeReport silent = probe(
                new Zone(mx, Map.of(), MailResolver.Status.TIMEOUT),
                memory(WORKS),
                ProbeRequest.toMxOf("example.com").build());
        assertThat(silent.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(silent.summary()).contains("No name server answered for gone.example");
    }

    @Test
    void troubleWithNamesIsKeptApart() {
        Map<MailResolver.Status, String> expected = Map.of(
                MailResolver.Status.NXDOMAIN,
                "dns.nxdomain",
                MailResolver.Status.NO_RECORDS,
                "dns.no-address",
                MailResolver.Status.SERVER_FAILURE,
                "dns.server-failure",
                MailResolver.Status.TIMEOUT,
                "dns.timeout",
                MailResolver.Status.BAD_ANSWER,
                "dns.bad-answer");
        expected.forEach((status, id) -> {
            ProbeReport report = probe(
                    new Zone(List.of(), Map.of(), status),
                    memory(WORKS),
                    ProbeRequest.to("mx.example.com", 25).build());
            assertThat(report.has(id)).as(report.toString()).isTrue();
            boolean unsure = status == MailResolver.Status.SERVER_FAILURE || status == MailResolver.Status.TIMEOUT;
            assertThat(report.verdict()).isEqualTo(unsure ? Verdict.INCONCLUSIVE : Verdict.FAILED);
        });
    }

    @Test
    void aResolverThatThrowsIsTheApplicationsToMend() {
        MailResolver broken = new MailResolver() {
            @Override
            public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
                throw new IllegalStateException("boom");
            }

            @Override
            public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
                throw new IllegalStateException("boom");
            }
        };
        assertThat(probe(
                                broken,
                                memory(WORKS),
                                ProbeRequest.to("mx.example.com", 25).build())
                        .rootCause())
                .hasValueSatisfying(cause -> {
                    assertThat(cause.id()).isEqualTo("extension.failed");
                    assertThat(cause.actor()).isEqualTo(Actor.YOU);
                    assertThat(cause.summary()).contains("mx.example.com", "threw IllegalStateException");
                });
    }

    @Test
    void namesThatNobodyCanSeeAreNoHosts() {
        Zone zone = new Zone(
                List.of(new MailResolver.Exchanger(10, "mx\u001B[2J\u202E.example")),
                Map.of("mx\u001B[2J\u202E.example", List.of("192.0.2.1")),
                MailResolver.Status.NXDOMAIN);
        MemoryTransport memory = memory(WORKS);
        ProbeReport report =
                probe(zone, memory, ProbeRequest.toMxOf("example.com").build());
        assertThat(memory.connections()).isZero();
        assertThat(report.resolution().hosts().get(0).name()).isEqualTo("mx\\u{1B}[2J\\u{202E}.example");
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void namesWhoseServersAreDeadDoNotEatTheTimeOfTheRest() {
        MemoryTransport memory = memory(WORKS);
        MailResolver slow = new MailResolver() {
            @Override
            public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
                return Answer.found(List.of(
                        new Exchanger(10, "a.example"),
                        new Exchanger(20, "b.example"),
                        new Exchanger(30, "c.example"),
                        new Exchanger(40, "works.example")));
            }

            @Override
            public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
                if (host.equals("works.example")) {
                    return Answer.found(List.of(InetAddress.getLoopbackAddress()));
                }
                memory.ticker().advance(deadline.remaining());
                return Answer.none(Status.TIMEOUT, "");
            }
        };
        ProbeReport report = probe(
                slow,
                memory,
                ProbeRequest.toMxOf("example.com")
                        .deadline(Duration.ofSeconds(20))
                        .build());
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.PASSED);
        assertThat(report.took()).isLessThan(Duration.ofSeconds(17));
    }

    // README, Security: "A policy that throws"
    // README, Security: "allows nothing, and the report names it."
    @Test
    void policyDecidesBeforeAnyConnection() {
        MemoryTransport memory = memory(WORKS);
        Zone zone = Zone.ofHost("mx.example.com", "127.0.0.1", "192.0.2.2");
        ProbeReport report = SmtpProbe.builder()
                .resolver(zone)
                .transport(memory)
                .ticker(memory.ticker())
                .addressPolicy((host, address, port) -> {
                    if (address.isLoopbackAddress()) {
                        throw new IllegalStateException("unsure");
                    }
                    return false;
                })
                .build()
                .probe(ProbeRequest.to("mx.example.com", 25).build());
        Invariants.check(report);
        assertThat(memory.connections()).isZero();
        assertThat(report.verdict()).as("of one address nobody knows").isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.attempts())
                .extracting(attempt -> attempt.facts().get(0).outcome())
                .extracting(outcome -> ((Outcome.Failed) outcome).reason())
                .containsExactlyInAnyOrder(Reason.EXTENSION_FAILED, Reason.ADDRESS_DENIED);
        assertThat(report.has("policy.denied")).isTrue();
        assertThat(report.has("extension.failed")).isTrue();
    }

    @Test
    void reportsShowWhichExchangerWorks() {
        Zone zone = new Zone(
                List.of(
                        new MailResolver.Exchanger(10, "a.example"),
                        new MailResolver.Exchanger(20, "b.example"),
                        new MailResolver.Exchanger(30, "gone.example")),
                Map.of("a.example", List.of("192.0.2.1"), "b.example", List.of("192.0.2.3", "192.0.2.4")),
                MailResolver.Status.NXDOMAIN);
        ProbeReport report =
                probe(zone, memory(WORKS), ProbeRequest.toMxOf("example.com").build(), "192.0.2.1:25");
        assertThat(TextReport.render(report).lines().map(line -> line.replaceAll(" {2,}", "  ")))
                .containsSubsequence(
                        "Names",
                        "  MX 10 a.example  \u2717 192.0.2.1",
                        "  MX 20 b.example  \u2713 192.0.2.3  \u2013 192.0.2.4",
                        "  MX 30 gone.example  does not exist",
                        "Attempt 1: a.example:25 (192.0.2.1), STARTTLS if offered");
        assertThat(HtmlReport.render(report))
                .contains("<th scope=\"row\">MX 30 gone.example</th><td>does not exist</td>");
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.report.Reason;
import io.github.smtpprobe.report.SkipReason;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.Transport;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names, routes and the order of attempts: with a resolver and a transport in memory. */
class RoutesTest {
    private static final Script WORKS = Script.parse(Scripts.WORKS);

    /** What DNS says. */
    private record Zone(List<Exchanger> mx, Map<String, List<String>> addresses, Status otherwise)
            implements MailResolver {
        @Override
        public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
            return mx.isEmpty() ? Answer.none(otherwise, "") : Answer.found(mx);
        }

        @Override
        public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
            List<InetAddress> found = new ArrayList<>();
            for (String each : addresses.getOrDefault(host, List.of())) {
                try {
                    found.add(InetAddress.getByName(each));
                } catch (UnknownHostException impossible) {
                    throw new AssertionError(impossible);
                }
            }
            return found.isEmpty() ? Answer.none(otherwise, "") : Answer.found(found);
        }
    }

    private static ProbeReport probe(
            MailResolver resolver, MemoryTransport memory, ProbeRequest request, String... dead) {
        List<String> deadOnes = List.of(dead);
        Transport transport = (route, deadline) -> {
            if (deadOnes.contains(route.addressText() + ":" + route.port())) {
                throw new ConnectException("Connection refused");
            }
            if (deadOnes.contains("silent " + route.addressText())) {
                memory.ticker().advance(deadline.remaining());
                throw new SocketTimeoutException("connect");
            }
            Connection connection = memory.connect(route, deadline);
            return connection;
        };
        ProbeReport report = SmtpProbe.builder()
                .resolver(resolver)
                .transport(transport)
                .ticker(memory.ticker())
                .seed(1)
                .build()
                .probe(request);
        Invariants.check(report);
        return report;
    }

    private static MemoryTransport memory(Script... scripts) {
        return new MemoryTransport(Delivery.WHOLE, null, scripts);
    }

    private static List<String> routes(ProbeReport report) {
        return report.attempts().stream()
                .map(each -> each.route().addressText() + ":" + each.route().port())
                .toList();
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
                        "Attempt 1: a.example:25 (192.0.2.1), STARTTLS_IF_OFFERED");
        assertThat(HtmlReport.render(report))
                .contains("<th scope=\"row\">MX 30 gone.example</th><td>does not exist</td>");
    }

    @Test
    void exchangersAreTriedByPreferenceUntilOneTalks() {
        Zone zone = new Zone(
                List.of(new MailResolver.Exchanger(20, "b.example"), new MailResolver.Exchanger(10, "a.example")),
                Map.of("a.example", List.of("192.0.2.1", "192.0.2.2"), "b.example", List.of("192.0.2.3")),
                MailResolver.Status.NXDOMAIN);
        ProbeReport report =
                probe(zone, memory(WORKS), ProbeRequest.toMxOf("example.com").build(), "192.0.2.1:25", "192.0.2.2:25");
        assertThat(routes(report)).containsExactly("192.0.2.1:25", "192.0.2.2:25", "192.0.2.3:25");
        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(report.decisive())
                .hasValueSatisfying(attempt -> assertThat(attempt.index()).isEqualTo(2));
        assertThat(report.finding("tcp.refused"))
                .as("what others lack is a warning")
                .hasValueSatisfying(finding ->
                        assertThat(finding.severity()).isEqualTo(io.github.smtpprobe.report.Finding.Severity.WARNING));
    }

    @Test
    void exchangersOfEqualPreferenceAreShuffled() {
        List<MailResolver.Exchanger> equal = List.of(
                new MailResolver.Exchanger(10, "a.example"),
                new MailResolver.Exchanger(10, "b.example"),
                new MailResolver.Exchanger(10, "c.example"));
        Map<String, List<String>> addresses = Map.of(
                "a.example",
                List.of("192.0.2.1"),
                "b.example",
                List.of("192.0.2.2"),
                "c.example",
                List.of("192.0.2.3"));
        java.util.Set<String> firsts = new java.util.HashSet<>();
        for (long seed = 0; seed < 30; seed++) {
            MemoryTransport memory = memory(WORKS);
            firsts.add(SmtpProbe.builder()
                    .resolver(new Zone(equal, addresses, MailResolver.Status.NXDOMAIN))
                    .transport(memory)
                    .ticker(memory.ticker())
                    .seed(seed)
                    .build()
                    .probe(ProbeRequest.toMxOf("example.com").build())
                    .attempts()
                    .get(0)
                    .route()
                    .addressText());
        }
        assertThat(firsts).hasSize(3);
    }

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
    void aResolverThatThrowsIsAServerFailure() {
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
                        .has("dns.server-failure"))
                .isTrue();
    }

    @Test
    void theSubmissionLadderStopsAtTheFirstPortThatWorks() {
        Zone zone = new Zone(List.of(), Map.of("smtp.example.com", List.of("192.0.2.1")), MailResolver.Status.NXDOMAIN);
        PortPlan ladder = new PortPlan(List.of(
                new PortPlan.PortMode(587, TlsMode.STARTTLS),
                new PortPlan.PortMode(2525, TlsMode.PLAIN),
                new PortPlan.PortMode(25, TlsMode.PLAIN)));
        ProbeReport report = probe(
                zone,
                memory(WORKS),
                ProbeRequest.to("smtp.example.com").ports(ladder).build());
        assertThat(routes(report)).containsExactly("192.0.2.1:587", "192.0.2.1:2525");
        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(report.finding("starttls.not-offered")).isPresent();
    }

    @Test
    void anAuditTriesEverythingAndOneFailureFailsIt() {
        Zone zone = new Zone(
                List.of(),
                Map.of("mx.example.com", List.of("192.0.2.1", "192.0.2.2", "192.0.2.3")),
                MailResolver.Status.NXDOMAIN);
        ProbeRequest audit = ProbeRequest.to("mx.example.com", 25)
                .tls(TlsMode.PLAIN)
                .coverage(Coverage.ALL)
                .build();
        assertThat(probe(zone, memory(WORKS), audit).verdict()).isEqualTo(Verdict.PASSED);
        ProbeReport report = probe(zone, memory(WORKS), audit, "192.0.2.2:25");
        assertThat(report.attempts()).hasSize(3);
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
    }

    // README, Security: "Credentials a second time after a server has judged them, unless you call
    // authenticateOnEveryRoute()."
    @Test
    void credentialsAreJudgedOnce() {
        Script rejects = Script.parse("""
            S: 220 mx ESMTP
            C: EHLO x
            S: 250-mx
            S: 250 AUTH PLAIN
            C: AUTH PLAIN [redacted]
            S: 535 5.7.8 no
            C: QUIT
            S: 221 bye
            """);
        Script looks = Script.parse("""
            S: 220 mx ESMTP
            C: EHLO x
            S: 250-mx
            S: 250 AUTH PLAIN
            C: QUIT
            S: 221 bye
            """);
        Zone zone = new Zone(
                List.of(), Map.of("mx.example.com", List.of("192.0.2.1", "192.0.2.2")), MailResolver.Status.NXDOMAIN);
        ProbeRequest.Builder request = ProbeRequest.to("mx.example.com", 587)
                .tls(TlsMode.PLAIN)
                .allowCleartextCredentials()
                .credentials(Credentials.password("ada", Secret.of(DialogueFile.PASSWORD)));

        MemoryTransport memory = memory(rejects, looks);
        ProbeReport audit = probe(zone, memory, request.coverage(Coverage.ALL).build());
        assertThat(memory.problems()).isEmpty();
        assertThat(audit.attempts().get(1).fact(Fact.Authentication.class))
                .hasValueSatisfying(fact ->
                        assertThat(fact.outcome()).isEqualTo(Outcome.skipped(SkipReason.CREDENTIALS_ALREADY_JUDGED)));
        assertThat(audit.has("auth.already-judged")).isTrue();

        assertThat(probe(
                                zone,
                                memory(rejects),
                                request.coverage(Coverage.FIRST_PASS).build())
                        .attempts())
                .as("no other route can pass")
                .hasSize(1);
        assertThat(probe(
                                zone,
                                memory(rejects),
                                request.coverage(Coverage.ALL)
                                        .authenticateOnEveryRoute()
                                        .build())
                        .attempts())
                .allMatch(attempt ->
                        attempt.fact(Fact.Authentication.class).orElseThrow().judged());
    }

    // README, Security: "With it, it is sent at most once."
    @Test
    void aMessageIsSentAtMostOnce() {
        Script lost = Script.parse("""
            S: 220 mx ESMTP
            C: EHLO x
            S: 250 mx
            C: MAIL FROM:<a@example.com>
            S: 250 ok
            C: RCPT TO:<b@example.com>
            S: 250 ok
            C: DATA
            S: 354 go
            C: hello
            C: .
            * closed
            """);
        Zone zone = new Zone(
                List.of(), Map.of("mx.example.com", List.of("192.0.2.1", "192.0.2.2")), MailResolver.Status.NXDOMAIN);
        ProbeReport report = probe(
                zone,
                memory(lost),
                ProbeRequest.to("mx.example.com", 25)
                        .tls(TlsMode.PLAIN)
                        .coverage(Coverage.FIRST_PASS)
                        .envelope("a@example.com", "b@example.com")
                        .message("hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                        .build());
        assertThat(report.attempts()).as("whether it arrived nobody knows").hasSize(1);
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void optionalTlsThatBreaksDownIsTriedOnceInClearTextAndNeverWithCredentials() {
        Script breaks = Script.parse("""
            S: 220 mx ESMTP
            C: EHLO x
            S: 250-mx
            S: 250 STARTTLS
            C: STARTTLS
            S: 220 go
            * closed
            """);
        Script clear = Script.parse("""
            S: 220 mx ESMTP
            C: EHLO x
            S: 250-mx
            S: 250-AUTH PLAIN
            S: 250 STARTTLS
            C: QUIT
            S: 221 bye
            """);
        Zone zone = new Zone(List.of(), Map.of("mx.example.com", List.of("192.0.2.1")), MailResolver.Status.NXDOMAIN);
        MemoryTransport memory = memory(breaks, clear);
        ProbeReport report = probe(
                zone,
                memory,
                ProbeRequest.to("mx.example.com", 25)
                        .tls(TlsMode.STARTTLS_IF_OFFERED)
                        .allowCleartextCredentials()
                        .credentials(Credentials.password("ada", Secret.of(DialogueFile.PASSWORD)))
                        .build());
        assertThat(memory.problems()).isEmpty();
        assertThat(report.attempts())
                .extracting(each -> each.purpose())
                .containsExactly(Purpose.PROBE, Purpose.DOWNGRADE);
        assertThat(report.has("tls.downgraded")).isTrue();
        assertThat(report.passed()).isFalse();
    }

    @Test
    void oneDeadAddressDoesNotEatTheTimeOfTheRest() {
        Zone zone = new Zone(
                List.of(),
                Map.of("mx.example.com", List.of("192.0.2.1", "192.0.2.2", "192.0.2.3")),
                MailResolver.Status.NXDOMAIN);
        ProbeReport report = probe(
                zone,
                memory(WORKS),
                ProbeRequest.to("mx.example.com", 25)
                        .tls(TlsMode.PLAIN)
                        .deadline(Duration.ofSeconds(9))
                        .build(),
                "silent 192.0.2.1",
                "silent 192.0.2.2");
        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(report.attempts()).hasSize(3);
        assertThat(report.took()).isLessThan(Duration.ofSeconds(9));
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

    @Test
    void routesThatAreNotReachedInTimeSaySo() {
        Zone zone = new Zone(
                List.of(),
                Map.of("mx.example.com", List.of("192.0.2.1", "192.0.2.2", "192.0.2.3")),
                MailResolver.Status.NXDOMAIN);
        ProbeReport report = probe(
                zone,
                memory(WORKS),
                ProbeRequest.to("mx.example.com", 25)
                        .tls(TlsMode.PLAIN)
                        .deadline(Duration.ofMillis(1500))
                        .build(),
                "silent 192.0.2.1",
                "silent 192.0.2.2",
                "silent 192.0.2.3");
        assertThat(report.attempts()).hasSize(3);
        assertThat(report.attempts().get(2).facts().get(0).outcome()).isEqualTo(Outcome.skipped(SkipReason.DEADLINE));
        assertThat(report.has("probe.deadline")).isTrue();
    }

    // README, Security: "A policy that throws"
    // README, Security: "allows nothing, and the report names it."
    @Test
    void policyDecidesBeforeAnyConnection() {
        MemoryTransport memory = memory(WORKS);
        Zone zone = new Zone(
                List.of(), Map.of("mx.example.com", List.of("127.0.0.1", "192.0.2.2")), MailResolver.Status.NXDOMAIN);
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
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.addresses;

import static io.github.smtpprobe.harness.MemoryRoutes.memory;
import static io.github.smtpprobe.harness.MemoryRoutes.probe;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Scripts;
import io.github.smtpprobe.harness.Zone;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The order of attempts over several routes, and what is done once only: with a resolver and a transport in memory. */
class RoutesTest {
    private static final Script WORKS = Script.parse(Scripts.WORKS);

    private static List<String> routes(ProbeReport report) {
        return report.attempts().stream()
                .map(each -> each.route().addressText() + ":" + each.route().port())
                .toList();
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
                        assertThat(finding.severity()).isEqualTo(io.github.smtpprobe.report.Severity.WARNING));
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
    void theSubmissionLadderStopsAtTheFirstPortThatWorks() {
        Zone zone = Zone.ofHost("smtp.example.com", "192.0.2.1");
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
        Zone zone = Zone.ofHost("mx.example.com", "192.0.2.1", "192.0.2.2", "192.0.2.3");
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
    // authenticateOnEveryRoute() or tryEveryMechanism()."
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
        Zone zone = Zone.ofHost("mx.example.com", "192.0.2.1", "192.0.2.2");
        ProbeRequest.Builder request = ProbeRequest.to("mx.example.com", 587)
                .tls(TlsMode.PLAIN)
                .allowCleartextCredentials()
                .credentials(Credentials.password("ada", Secret.of(DialogueFile.PASSWORD)));

        MemoryTransport memory = memory(rejects, looks);
        ProbeReport audit = probe(zone, memory, request.coverage(Coverage.ALL).build());
        assertThat(memory.problems()).isEmpty();
        assertThat(audit.attempts().get(1).fact(Authentication.class))
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
                        attempt.fact(Authentication.class).orElseThrow().judged());
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
        Zone zone = Zone.ofHost("mx.example.com", "192.0.2.1", "192.0.2.2");
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
        Zone zone = Zone.ofHost("mx.example.com", "192.0.2.1");
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
        Zone zone = Zone.ofHost("mx.example.com", "192.0.2.1", "192.0.2.2", "192.0.2.3");
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
    void routesThatAreNotReachedInTimeSaySo() {
        Zone zone = Zone.ofHost("mx.example.com", "192.0.2.1", "192.0.2.2", "192.0.2.3");
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
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.strangers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeEvent;
import io.github.smtpprobe.ProbeListener;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.harness.OutputForms;
import io.github.smtpprobe.harness.Overheard;
import io.github.smtpprobe.harness.Zone;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.transcript.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The report that strangers may see: what is in it, and that nothing of this machine is. */
class ForStrangersTest {
    private static final List<String> TRACES = List.of(
            "192.0.2.7", "192-0-2-7", "7.2.0.192", "c0000207", "host7.isp.example", "out.page.example", "10.9.8.7");

    private static ProbeRequest.Builder request() {
        return ProbeRequest.to("mx.example.com", 25).connectTo("203.0.113.5").tls(TlsMode.PLAIN);
    }

    private static Overheard probe(ProbeRequest request, String dialogue) {
        return Overheard.of(
                SmtpProbe.builder(),
                new MemoryTransport(Delivery.WHOLE, null, Script.parse(dialogue)).lenient(),
                request);
    }

    private static String everything(Overheard overheard) {
        ProbeReport told = overheard.agrees();
        List<String> all = new ArrayList<>(OutputForms.of(told));
        all.addAll(OutputForms.of(ProbeReport.fromMap(told.asMap())));
        overheard.events().forEach(event -> all.add(event.toString()));
        return String.join("\n", all);
    }

    private static final String ECHOING = """
            S: 220-mx.example.com ESMTP for you, [192.0.2.7]
            S: 220 connection from host7.isp.example[192.0.2.7] via 10.9.8.7
            C: EHLO x
            S: 250-mx.example.com Hello host7.isp.example, alias out.page.example, nice to meet you
            S: 250-XCLIENTADDR 192.0.2.7
            S: 250-AUTH PLAIN
            S: 250 SIZE 1000
            C: MAIL FROM:<ada@example.org>
            S: 250 2.1.0 ok, host7.isp.example
            C: RCPT TO:<bob@example.com>
            S: 554-5.7.1 Service unavailable; Client host [192.0.2.7] blocked using bl.example;
            S: 554-5.7.1 see https://bl.example/query?ip=192.0.2.7 and 7.2.0.192.bl.example
            S: 554 5.7.1 c0000207.isp.example 192-0-2-7.isp.example <out.page.example>
            C: RSET
            S: 250 2.0.0 ok
            C: QUIT
            S: 221 2.0.0 Bye host7.isp.example
            """;

    // README, Security: "report.forStrangers() is the report that strangers may see, and report.publicTranscript() its
    // dialogue. It covers the deciding attempt alone, from a valid 220 greeting on, and contains no address but the
    // server's own, no name that this client gave itself in EHLO, and no name that the server gives this client next to
    // an address or in the first line of its reply to EHLO."
    @Test
    void aServerThatEchoesUsShowsNothingOfUs() {
        Overheard overheard = probe(
                request()
                        .heloName("out.page.example")
                        .envelope("ada@example.org", "bob@example.com")
                        .build(),
                ECHOING);
        assertThat(overheard.report().transcript().toString()).contains(TRACES);
        assertThat(everything(overheard)).doesNotContain(TRACES.toArray(String[]::new));
        assertThat(overheard.report().publicTranscript()).isEqualTo(Transcript.parse("""
                S: 220-mx.example.com ESMTP for you, [address]
                S: 220 connection from [address] via [address]
                C: EHLO [name]
                S: 250-mx.example.com [text]
                S: 250-XCLIENTADDR [address]
                S: 250-AUTH PLAIN
                S: 250 SIZE 1000
                C: MAIL FROM:<ada@example.org>
                S: 250 2.1.0 ok, [address]
                C: RCPT TO:<bob@example.com>
                S: 554-5.7.1 Service unavailable; Client host [address] blocked using bl.example;
                S: 554-5.7.1 see https://bl.example/query?ip=[address] and [address]
                S: 554 5.7.1 [address] [address] <[address]>
                C: RSET
                S: 250 2.0.0 ok
                C: QUIT
                S: 221 2.0.0 Bye [address]
                """));
    }

    /** A keyword's words are kept one by one. */
    @Test
    void aKeywordThatNamesUsBesideAnAddressShowsNothingOfUs() {
        Overheard overheard = probe(request().build(), """
                S: 220 mx.example.com ESMTP
                C: EHLO x
                S: 250-mx.example.com
                S: 250-HOST host7.isp.example [192.0.2.7]
                S: 250-host7.isp.example (192.0.2.7)
                S: 250-LIMITS RCPTMAX=7
                S: 250 SIZE 1000
                C: QUIT
                S: 221 bye
                """);
        assertThat(everything(overheard))
                .doesNotContainIgnoringCase(TRACES.toArray(String[]::new))
                .contains("RCPTMAX=7");
    }

    @Test
    void whatItTellsIsWhatHappened() {
        Overheard overheard =
                probe(request().envelope("ada@example.org", "bob@example.com").build(), ECHOING);
        ProbeReport whole = overheard.report();
        ProbeReport told = whole.forStrangers();
        assertThat(told.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(told.publicOutcome()).isEqualTo(whole.publicOutcome());
        assertThat(told.decidingStage()).contains(Stage.RCPT_TO);
        assertThat(told.rootCause().map(Finding::id))
                .isEqualTo(whole.rootCause().map(Finding::id));
        assertThat(told.summary()).startsWith("mx.example.com FAILED: ").contains("[address]");
        assertThat(told.attempts()).hasSize(1);
        assertThat(told.attempts().get(0).route())
                .isEqualTo(whole.attempts().get(0).route());
        assertThat(told.attempts().get(0).facts().stream().map(Fact::kind))
                .isEqualTo(
                        whole.attempts().get(0).facts().stream().map(Fact::kind).toList());
        assertThat(told.state(Stage.RCPT_TO)).isEqualTo(Fact.State.FAILED);
        assertThat(told.state(Stage.RESOLVE)).isEqualTo(Fact.State.NOT_ASKED);
        assertThat(told.findings()).isNotEmpty().allMatch(each -> each.attempt().orElse(-1) == 0);
        assertThat(told.resolution().hosts()).isEmpty();
        assertThat(told.asMap()).doesNotContainKey("resolution").containsEntry("forStrangers", true);
        assertThat(whole.asMap()).containsKey("resolution").doesNotContainKey("forStrangers");
        assertThat(told.attempts().get(0).fact(Connect.class).orElseThrow().localAddress())
                .isEmpty();
        assertThat(whole.attempts().get(0).fact(Connect.class).orElseThrow().localAddress())
                .isPresent();
    }

    // README, Security: "If no such greeting was read, it contains only the public summary."
    @Test
    void withoutA220ThereIsTheSummaryAlone() {
        for (String dialogue : List.of(
                "S: 554 no, 192.0.2.7\nC: QUIT\nS: 221 bye", "S: SSH-2.0-x", "* closed", "S: 220-half\n* closed")) {
            Overheard overheard = probe(request().build(), dialogue);
            ProbeReport told = overheard.agrees();
            assertThat(overheard.events()).isEmpty();
            assertThat(told.transcript()).isEqualTo(Transcript.EMPTY);
            assertThat(told.summary()).isEqualTo(told.publicSummary());
            assertThat(told.decidingStage()).isEmpty();
            assertThat(told.took()).isZero();
            assertThat(ProbeReport.fromMap(told.asMap()).summary()).isEqualTo(told.publicSummary());
            assertThat(everything(overheard)).doesNotContain("554 no", "SSH", "192.0.2.7", "203.0.113.5");
        }
    }

    @Test
    void whatIsNotToldIsNotDenied() {
        Map<String, ProbeRequest> requests = Map.of(
                "S: 554 no\nC: QUIT\nS: 221 bye", request().build(),
                "S: 220 mx", request().stopAfter(Stage.CONNECT).build());
        requests.forEach((dialogue, request) -> {
            ProbeReport told = probe(request, dialogue).agrees();
            for (String shown : List.of(TextReport.render(told), HtmlReport.render(told), HtmlReport.fragment(told))) {
                assertThat(shown)
                        .contains(told.publicSummary())
                        .doesNotContain("No connection was made", "No TLS handshake", "nothing was looked up");
            }
        });
    }

    /** What a closed port and what an inner name come to is the same but for when it was. */
    @Test
    void denialLooksLikeAClosedPortAndAMissingName() {
        AddressPolicy policy = AddressPolicy.publicInternet();
        List<String> maps = new ArrayList<>();
        for (Zone zone : List.of(
                Zone.ofHost("db.example", "10.0.0.1"),
                Zone.ofHost("db.example", "8.8.8.8"),
                Zone.ofHost("other.example", "8.8.8.8"),
                Zone.ofHost("other.example", "8.8.8.8")
                        .otherwise(io.github.smtpprobe.route.MailResolver.Status.TIMEOUT))) {
            ProbeReport report = SmtpProbe.forUntrustedTargets(policy).toBuilder()
                    .resolver(zone)
                    .transport((route, deadline) -> {
                        throw new java.net.ConnectException("Connection refused");
                    })
                    .build()
                    .probe(ProbeRequest.to("db.example", 25).build());
            maps.add(report.forStrangers().asMap().toString().replaceAll("started=[^,]+", ""));
        }
        assertThat(maps.stream().distinct()).hasSize(1);
    }

    // README, Security: "At most 300 entries and 32 KiB of the dialogue are shown; what is left out is counted."
    @Test
    void isBounded() {
        String many =
                IntStream.range(0, 250).mapToObj(i -> "S: 250-X" + i + "\n").collect(Collectors.joining());
        String talk = "S: 220 mx\nC: EHLO x\n" + many + "S: 250 OK\nC: MAIL FROM:<ada@example.org>\n" + many
                + "S: 250 OK\nC: RCPT TO:<bob@example.com>\nS: 250 ok\nC: QUIT\nS: 221 bye";
        Overheard overheard =
                probe(request().envelope("ada@example.org", "bob@example.com").build(), talk);
        Transcript told = overheard.agrees().transcript();
        assertThat(told.entries()).hasSize(301);
        int left = overheard.report().transcript().entries().stream()
                .skip(300)
                .mapToInt(each -> each.length())
                .sum();
        assertThat(told.toString()).endsWith("\n* left-out " + left + "\n");
        String wide = "S: 220 mx\nC: EHLO x\n" + ("S: 250-X " + "y".repeat(5_000) + "\n").repeat(8)
                + "S: 250 OK\nC: QUIT\nS: 221 bye";
        Transcript cut = probe(request().build(), wide).agrees().transcript();
        assertThat(cut.entries().stream().mapToInt(each -> each.length()).sum()).isLessThan(32 * 1024);
        assertThat(cut.toString()).contains("* left-out ").doesNotContain("QUIT");
    }

    // README, Security: "Look-ups, other attempts, roads,"
    @Test
    void onlyTheDecidingAttemptIsTold() {
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE,
                null,
                Script.parse(
                        "S: 220 secret.inner.example\nC: EHLO x\nS: 550 no\nC: HELO x\nS: 550 no\nC: QUIT\nS: 221 bye"),
                Script.parse(
                        "S: 220 mx\nC: EHLO x\nS: 250 mx\nC: MAIL FROM:<ada@example.org>\nS: 250 ok\nC: RCPT TO:<bob@example.com>\nS: 550 no\nC: QUIT\nS: 221 bye"));
        Overheard overheard = Overheard.of(
                SmtpProbe.builder()
                        .resolver(Zone.ofExchangers("inner.corp.example 192.0.2.50", "mx.example.com 203.0.113.5")),
                memory,
                ProbeRequest.toMxOf("example.com")
                        .tls(TlsMode.PLAIN)
                        .coverage(Coverage.FIRST_PASS)
                        .envelope("ada@example.org", "bob@example.com")
                        .build());
        assertThat(overheard.report().attempts()).hasSize(2);
        ProbeReport told = overheard.agrees();
        assertThat(String.join("\n", OutputForms.of(told)))
                .contains("203.0.113.5")
                .doesNotContain("corp", "192.0.2.50", "secret.inner");
        assertThat(told.transcript().toString()).startsWith("S: 220 mx\n");
        assertThat(overheard.events().stream()
                        .map(event -> event.attempt().orElse(-1))
                        .distinct())
                .containsExactly(0, 1);
    }

    // README, Security: "and what code of the application did or found are not in it."
    @Test
    void theApplicationIsNotTold() {
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE,
                null,
                Script.parse("S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 AUTH XOAUTH2\nC: QUIT\nS: 221 bye"));
        ProbeReport report = SmtpProbe.builder()
                .transport(Overheard.at(Overheard.OURS, memory))
                .ticker(memory.ticker())
                .listener(new ProbeListener() {
                    @Override
                    public void resolved(ProbeEvent.Resolved event) {
                        throw new IllegalStateException("listener");
                    }
                })
                .check(
                        "acme.inner",
                        (seen, catalogue) -> List.of(Finding.builder("acme.inner")
                                .attempt(0)
                                .summary("CANARY of ours")
                                .build()))
                .check("acme.throws", (seen, catalogue) -> {
                    throw new IllegalStateException("check");
                })
                .lookUp(
                        "acme.list",
                        context -> List.of(TargetFact.builder("acme.list", "CANARY", Outcome.done())
                                .build()))
                .build()
                .probe(request()
                        .allowCleartextCredentials()
                        .credentials(Credentials.bearer("ada@example.org", left -> {
                            throw new IllegalStateException("no token");
                        }))
                        .build());
        assertThat(report.findings().stream().map(Finding::id))
                .contains("listener.failed", "acme.inner", "check.failed", "auth.token-unavailable");
        String whole = String.join("\n", OutputForms.of(report));
        assertThat(whole).contains("CANARY", "ForStrangersTest");
        ProbeReport told = report.forStrangers();
        assertThat(String.join("\n", OutputForms.of(told)))
                .doesNotContain("CANARY", "ForStrangersTest", "IllegalState");
        assertThat(told.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(told.findings()).noneMatch(each -> each.severity() == Severity.ERROR);
        assertThat(told.summary()).isEqualTo("mx.example.com INCONCLUSIVE: " + told.publicSummary());
    }
}

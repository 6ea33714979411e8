/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.explain.Explain;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Zone;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Findings of two nights are compared by their keys: what is said, counted and measured differs, what is meant does not. */
class FindingKeyTest {
    private static ProbeReport night(String address, long pause, String queue, Check... checks) {
        MemoryTransport memory =
                new MemoryTransport(Delivery.WHOLE, null, Script.parse("""
                    * pause %dms
                    S: 220 ESMTP %s
                    C: EHLO x
                    S: 250 mx.example.com
                    C: MAIL FROM:<ada@example.com>
                    S: 250 ok
                    C: RCPT TO:<bob@example.org>
                    S: 250 ok
                    C: RCPT TO:<eve@example.org>
                    S: 550 5.1.1 no such user here (%s)
                    C: RSET
                    S: 250 ok
                    C: QUIT
                    S: 221 bye
                    """.formatted(pause, queue, queue)));
        SmtpProbe.Builder probe = SmtpProbe.builder().transport(memory).ticker(memory.ticker());
        for (Check each : checks) {
            probe.check("acme.check-" + Arrays.asList(checks).indexOf(each), each);
        }
        ProbeReport report = probe.build()
                .probe(ProbeRequest.to("mx.example.com", 587)
                        .connectTo(address)
                        .tls(TlsMode.PLAIN)
                        .envelope("ada@example.com", "bob@example.org", "eve@example.org")
                        .build());
        Invariants.check(report);
        return report;
    }

    private static Set<String> keys(ProbeReport report) {
        return report.findings().stream().map(Finding::key).collect(Collectors.toSet());
    }

    @Test
    void twoNightsOfOneServerHaveTheSameKeys() {
        ProbeReport one = night("192.0.2.1", 6_000, "a1");
        ProbeReport other = night("192.0.2.77", 9_000, "zz99");
        assertThat(one.summary()).isNotEqualTo(other.summary());
        assertThat(keys(one))
                .isEqualTo(keys(other))
                .contains(
                        "recipient.unknown mx.example.com:587 eve@example.org",
                        "greeting.slow mx.example.com:587",
                        "greeting.nameless mx.example.com:587");
    }

    @Test
    void aFindingOfAnOwnCheckIsAboutTheServerOrTheTargetUnlessItSaysOtherwise() {
        Check own = (seen, catalogue) -> List.of(
                Finding.builder("acme.one").summary("One.").attempt(0).build(),
                Finding.builder("acme.two").summary("Two.").build(),
                Finding.builder("acme.three")
                        .summary("Three.")
                        .subject("the pool")
                        .build());
        assertThat(keys(night("192.0.2.1", 1, "a", own)))
                .contains("acme.one mx.example.com:587", "acme.two mx.example.com", "acme.three the pool");
    }

    @Test
    void wherePastedTextDoesNotShowTheServerTheIdIsTheKey() {
        ProbeReport report = Explain.dialogue("535 5.7.8 Error: authentication failed");
        assertThat(report.findings().get(0).subject()).isEmpty();
        assertThat(report.findings().get(0).key())
                .isEqualTo(report.findings().get(0).id());
    }

    /** An id of an own check that is, or may one day be, one of the library's is refused, and what it says is kept. */
    @ParameterizedTest
    @ValueSource(strings = {"tls.too-old", "recipient.unknown", "unclassified", "mx.slow"})
    void anIdOfTheLibrarysIsRefused(String id) {
        Check misnamed = (seen, catalogue) -> List.of(
                Finding.builder(id).summary("Said by a check.").attempt(0).build(), fine());
        ProbeReport report = night("192.0.2.1", 1, "a", misnamed);
        assertThat(report.findings()).noneMatch(each -> each.summary().equals("Said by a check."));
        assertThat(report.has("acme.fine")).isTrue();
        Finding refused = report.finding("check.failed").orElseThrow();
        assertThat(refused.summary()).contains(id, "such as acme.");
        assertThat(refused.evidence().toString()).contains("Said by a check.");
    }

    /** Whether a key that is missing is gone, or its step was not reached, is told by the step. */
    @Test
    void aFindingNamesItsStep() {
        ProbeReport report = night("192.0.2.1", 1, "a");
        Finding unknown = report.finding("recipient.unknown").orElseThrow();
        assertThat(unknown.stage()).contains(Stage.RCPT_TO);
        assertThat(unknown.asMap()).containsEntry("stage", "rcpt-to");
        assertThat(fine().stage()).isEmpty();
        assertThat(fine().asMap()).doesNotContainKey("stage");
        ProbeReport unresolved = SmtpProbe.builder()
                .resolver(Zone.ofHost("other.example.com"))
                .build()
                .probe(ProbeRequest.to("mx.example.com", 25).build());
        assertThat(unresolved.rootCause().flatMap(Finding::stage)).contains(Stage.RESOLVE);
        assertThat(unresolved.state(Stage.RCPT_TO)).isIn(Fact.State.NOT_ASKED, Fact.State.SKIPPED);
    }

    private static Finding fine() {
        return Finding.builder("acme.fine").summary("Fine.").build();
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package com.example.lookups;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Scripts;
import io.github.smtpprobe.harness.Zone;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A look-up of an application's, from a package of its own: what it finds is in every form of the report, and its check sees it. */
class BlockListTest {
    private static ProbeReport probe(Zone zone) {
        ProbeReport report = SmtpProbe.builder()
                .resolver(zone)
                .transport(new MemoryTransport(Delivery.WHOLE, null, Script.parse(Scripts.WORKS)))
                .lookUp("example.block-list", new BlockList("list.example"))
                .check("example.block-listed", BlockList.check())
                .build()
                .probe(ProbeRequest.to("mx.example", 25).tls(TlsMode.PLAIN).build());
        Invariants.check(report);
        return report;
    }

    private static final Zone HOST = Zone.ofHost("mx.example", "192.0.2.9");

    @Test
    void anAddressOnTheListIsAFactWithItsOwnAccessorAndAFinding() {
        ProbeReport report = probe(HOST.with("9.2.0.192.list.example", "127.0.0.2"));
        assertThat(report.passed()).isTrue();
        assertThat(report.targetFacts(BlockListed.class)).hasSize(1).allMatch(BlockListed::listed);
        assertThat(report.has("example.block-listed")).isTrue();
    }

    @Test
    void everyFormOfTheReportShowsItByItsOwnDescription() {
        ProbeReport report = probe(HOST.with("9.2.0.192.list.example", "127.0.0.2"));
        assertThat(TextReport.render(report)).contains("block list", "listed", "Address: 192.0.2.9");
        assertThat(HtmlReport.render(report)).contains("block list", "succeeded: listed", "Address: 192.0.2.9");
        Map<?, ?> fact = (Map<?, ?>) ((List<?>) report.asMap().get("targetFacts")).get(0);
        assertThat(fact.get("kind")).isEqualTo("example.block-list");
        assertThat(fact.get("values")).isEqualTo(Map.of("address", List.of("192.0.2.9")));
    }

    @Test
    void anAddressThatIsNotOnTheListIsAFactAndNoFinding() {
        ProbeReport report = probe(HOST);
        assertThat(report.targetFacts(BlockListed.class)).hasSize(1).noneMatch(BlockListed::listed);
        assertThat(report.has("example.block-listed")).isFalse();
    }

    @Test
    void aListThatDoesNotAnswerIsAFactThatFailed() {
        ProbeReport report = probe(HOST.otherwise(MailResolver.Status.TIMEOUT));
        assertThat(report.passed()).isTrue();
        assertThat(report.targetFacts())
                .allMatch(fact -> fact.outcome() instanceof io.github.smtpprobe.fact.Outcome.Failed failed
                        && failed.reason() == Reason.DNS_FAILED);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batches;

import static io.github.smtpprobe.harness.HostedDomains.TEMPLATE;
import static io.github.smtpprobe.harness.HostedDomains.batch;
import static io.github.smtpprobe.harness.HostedDomains.domain;
import static io.github.smtpprobe.harness.HostedDomains.domains;
import static io.github.smtpprobe.harness.HostedDomains.host;
import static io.github.smtpprobe.harness.HostedDomains.report;
import static io.github.smtpprobe.harness.HostedDomains.zones;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.BatchCall;
import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.BatchSummary;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.harness.FixedZones;
import io.github.smtpprobe.harness.ManyServers;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Surveys of a batch that wait for name servers or exchangers, or are cancelled: what one of them costs the others. */
@Tag("waits")
class SlowSurveysTest {
    /** Domains whose name servers say nothing come first in the list, and all others have their results. */
    @Test
    void aDomainWhoseDnsHangsCostsNobodyElseAnything() {
        FixedZones zones = zones(40)
                .hanging("hangs.example")
                .hanging("mx.hangs.example")
                .mx("half.example", host(0), "mx.hangs.example");
        DomainSurvey brief =
                TEMPLATE.toBuilder().deadline(Duration.ofSeconds(4)).build();
        Stream<BatchTarget> targets = Stream.concat(
                Stream.of(BatchTarget.survey(brief, "hangs.example"), BatchTarget.survey(brief, "half.example")),
                domains(40));
        List<String> ended = new ArrayList<>();
        List<BatchResult> results = new ArrayList<>();
        batch(new ManyServers(), zones).build().run(targets, result -> {
            ended.add(result.target().key());
            results.add(result);
        });
        assertThat(results).hasSize(42).allMatch(each -> each.state() == BatchResult.State.PROBED);
        assertThat(ended).contains("hangs.example", "half.example");
        DomainReport half = report(results.get(ended.indexOf("half.example")));
        assertThat(half.facts().exchangers()).hasSize(2);
    }

    /** A server that never greets is waited for once, and the domains that share it are told. */
    @Test
    void aSilentServerIsWaitedForOnce() {
        ManyServers servers = new ManyServers().silent(route -> true);
        FixedZones zones = new FixedZones().a("mx.example.net", "8.8.4.1");
        IntStream.range(0, 10).forEach(i -> zones.mx(domain(i), "mx.example.net"));
        DomainSurvey brief =
                TEMPLATE.toBuilder().deadline(Duration.ofSeconds(3)).build();
        List<BatchResult> results = new ArrayList<>();
        batch(servers, zones)
                .build()
                .run(IntStream.range(0, 10).mapToObj(i -> BatchTarget.survey(brief, domain(i))), results::add);
        assertThat(results).hasSize(10).allMatch(each -> each.state() == BatchResult.State.PROBED);
        assertThat(servers.connections()).isEqualTo(1);
    }

    /** Name servers and exchanger are slow: each has a part of the time, and the conversation no more than a third. */
    @Test
    void aConversationHasAThirdOfTheTime() {
        ManyServers servers = new ManyServers().silent(route -> true);
        FixedZones zones = new FixedZones()
                .mx("d.example", "mx.example.net")
                .a("mx.example.net", "8.8.4.1")
                .slow(Duration.ofMillis(900));
        DomainSurvey brief = TEMPLATE.toBuilder()
                .domain("d.example")
                .deadline(Duration.ofSeconds(12))
                .build();
        List<BatchResult> results = new ArrayList<>();
        batch(servers, zones).build().run(Stream.of(BatchTarget.survey(brief)), results::add);
        assertThat(report(results.get(0)).attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.took()).isLessThan(Duration.ofSeconds(7)));
    }

    @Test
    void cancellingEndsSurveysInEveryPhase() {
        ManyServers servers = new ManyServers().held(new CountDownLatch(1));
        FixedZones zones = zones(60).hanging(domain(7)).hanging(domain(9));
        BatchCall[] call = new BatchCall[1];
        AtomicInteger connected = new AtomicInteger();
        AtomicLong cancelled = new AtomicLong();
        servers.onConnect(() -> {
            if (connected.incrementAndGet() == 4) {
                cancelled.set(System.nanoTime());
                call[0].cancel();
            }
        });
        List<BatchResult> results = new ArrayList<>();
        call[0] = batch(servers, zones).concurrency(50).build().call(domains(60).iterator(), results::add);
        BatchSummary summary = call[0].execute();
        assertThat(Duration.ofNanos(System.nanoTime() - cancelled.get())).isLessThan(Patience.AMPLE);
        assertThat(summary.complete()).isFalse();
        assertThat(results).isNotEmpty().allSatisfy(result -> {
            assertThat(result.state()).isEqualTo(BatchResult.State.CANCELLED);
            assertThat(report(result).facts().cancelled()).isTrue();
        });
        assertThat(servers.open()).isZero();
    }
}

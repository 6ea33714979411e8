/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batches;

import static io.github.smtpprobe.harness.HostedDomains.EXCHANGERS;
import static io.github.smtpprobe.harness.HostedDomains.TEMPLATE;
import static io.github.smtpprobe.harness.HostedDomains.batch;
import static io.github.smtpprobe.harness.HostedDomains.domain;
import static io.github.smtpprobe.harness.HostedDomains.domains;
import static io.github.smtpprobe.harness.HostedDomains.report;
import static io.github.smtpprobe.harness.HostedDomains.zones;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeBatch;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.BatchSummary;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.harness.FixedZones;
import io.github.smtpprobe.harness.ManyServers;
import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.outlook.Standing;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedAddress.Omission;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Surveys of many domains in one batch: what they share, and what they are kept from. */
class SurveyBatchTest {
    @Test
    void eachAddressIsTalkedToOnceAndEachNameIsAskedForOnce() {
        ManyServers servers = new ManyServers();
        FixedZones zones = zones(200).slow(Duration.ofMillis(2));
        List<BatchResult> results = new ArrayList<>();
        BatchSummary summary = batch(servers, zones).build().run(domains(200), results::add);
        assertThat(results).hasSize(200).allSatisfy(result -> {
            assertThat(result.state()).isEqualTo(BatchResult.State.PROBED);
            assertThat(result.report()).isEmpty();
            assertThat(report(result).attempts()).isNotEmpty().allMatch(Attempt::conversed);
        });
        assertThat(servers.connections()).isEqualTo(2 * EXCHANGERS);
        assertThat(zones.asked())
                .allSatisfy((question, times) ->
                        assertThat(times).as(question.toString()).isEqualTo(1));
        assertThat(results.stream().filter(each -> each.sharedAge().isPresent()))
                .hasSizeGreaterThanOrEqualTo(200 - 2 * EXCHANGERS);
        assertThat(summary.sharedAttempts()).isGreaterThan(700);
        assertThat(summary.standings()).containsEntry(Standing.AT_RISK, 200L);
        assertThat(summary.outlook().get("gmail"))
                .containsEntry(Prospect.CLEAR, 200L)
                .containsEntry(Prospect.QUEUED, 0L);
        assertThat(summary.operators()).containsOnlyKeys("hosting0.example", "hosting1.example");
        assertThat(summary.asMap().get("outlook").toString()).contains("gmail={verified=0, encrypted=0, clear=200");
        assertThat(summary.asMap().get("standings").toString()).contains("at-risk=200");
    }

    @Test
    void aResultHasTheReportOfItsSurveyAndTheAgeOfWhatItShares() {
        ManyServers servers = new ManyServers();
        List<BatchResult> results = new ArrayList<>();
        batch(servers, zones(3))
                .build()
                .run(
                        Stream.of("one", "two")
                                .map(key -> BatchTarget.survey(
                                        key,
                                        TEMPLATE.toBuilder().domain(domain(1)).build())),
                        results::add);
        assertThat(results).extracting(each -> each.target().key()).containsExactlyInAnyOrder("one", "two");
        List<BatchResult> sharing =
                results.stream().filter(each -> each.sharedAge().isPresent()).toList();
        assertThat(sharing).isNotEmpty().allSatisfy(result -> {
            assertThat(result.asMap())
                    .containsEntry("domainReport", report(result).asMap())
                    .doesNotContainKey("report");
            assertThat(result.toString()).contains("probed at-risk");
        });
        assertThat(results.stream()
                        .flatMap(each -> report(each).attempts().stream())
                        .filter(attempt -> attempt.age().isPresent()))
                .as("of eight, each second")
                .hasSize(4);
    }

    @Test
    void noPartyEverHasMoreConnectionsThanAllowed() {
        ManyServers servers = new ManyServers().slow(Duration.ofNanos(300_000));
        batch(servers, zones(300))
                .concurrency(100)
                .shareAttempts(Duration.ZERO)
                .build()
                .run(domains(300), result -> {});
        assertThat(servers.connections()).isEqualTo(300 * 4 - 2 * 60);
        servers.most()
                .forEach((party, most) ->
                        assertThat(most).as(party).isLessThanOrEqualTo(party.startsWith("operator:") ? 4 : 2));
        assertThat(servers.most()).containsValue(4).containsValue(2);
    }

    @Test
    void surveysAndProbesOfOneServerTakeTurnsAndShareNothing() {
        ManyServers servers = new ManyServers().slow(Duration.ofMillis(1));
        Stream<BatchTarget> both = IntStream.range(0, 20)
                .boxed()
                .flatMap(i -> Stream.of(
                        BatchTarget.survey(TEMPLATE, domain(i)),
                        BatchTarget.server(ProbeRequest.to("8.8.4.1", 25).build(), "8.8.4." + (i % 10 + 1))));
        List<BatchResult> results = new ArrayList<>();
        batch(servers, zones(20)).perAddress(1, Duration.ZERO).build().run(both, results::add);
        assertThat(results).hasSize(40);
        assertThat(servers.connections()).isEqualTo(4 * EXCHANGERS);
        assertThat(servers.most().values().stream().filter(most -> most > 1)).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void aSurveyThatOffersItsNameAsksForItself() {
        ManyServers servers = new ManyServers();
        DomainSurvey other = TEMPLATE.toBuilder().heloName("survey.example.org").build();
        batch(servers, zones(2))
                .build()
                .run(
                        Stream.of(BatchTarget.survey(TEMPLATE, domain(0)), BatchTarget.survey(other, domain(0))),
                        result -> assertThat(result.sharedAge()).isEmpty());
        assertThat(servers.connections()).isEqualTo(2 * 2);
    }

    @Test
    void aServerThatIsAskedTooMuchIsNotTested() {
        ManyServers servers = new ManyServers().greeting(route -> "421 4.7.0 Too many connections");
        FixedZones zones = new FixedZones().a("mx.example.net", "8.8.4.1");
        IntStream.range(0, 6).forEach(i -> zones.mx(domain(i), "mx.example.net"));
        List<BatchResult> results = new ArrayList<>();
        BatchSummary summary = batch(servers, zones).build().run(domains(6), results::add);
        assertThat(results).allMatch(each -> each.state() == BatchResult.State.RATE_LIMITED);
        assertThat(summary.states()).containsEntry(BatchResult.State.RATE_LIMITED, 6L);
        assertThat(summary.outlook()).isEmpty();
    }

    @Test
    void aProbeForStrangersHasItsLimitsHereToo() {
        List<String> connected = new ArrayList<>();
        FixedZones zones = new FixedZones()
                .mx("inner.example", "mx.inner.example")
                .a("mx.inner.example", "127.0.0.1", "10.0.0.1", "fd00::1")
                .mx("many.example", "mx.many.example", "mx2.many.example")
                .a("mx.many.example", "8.8.8.1", "8.8.8.2", "8.8.8.3", "8.8.8.4")
                .a("mx2.many.example", "8.8.9.1", "8.8.9.2", "8.8.9.3", "8.8.9.4");
        ManyServers servers = new ManyServers();
        SmtpProbe probe = SmtpProbe.forUntrustedTargets().toBuilder()
                .secureResolver(zones)
                .transport((route, deadline) -> {
                    synchronized (connected) {
                        connected.add(route.addressText());
                    }
                    return servers.connect(route, deadline);
                })
                .build();
        List<BatchTarget> targets = List.of(
                BatchTarget.survey(TEMPLATE, "inner.example"),
                BatchTarget.survey(TEMPLATE, "many.example"),
                BatchTarget.survey(TEMPLATE.toBuilder().port(26).build(), "many.example"),
                BatchTarget.survey(
                        TEMPLATE.toBuilder()
                                .nameServers(new InetSocketAddress("127.0.0.1", 53))
                                .build(),
                        "many.example"));
        Map<Long, BatchResult> results = new java.util.TreeMap<>();
        ProbeBatch.builder(probe)
                .perAddress(2, Duration.ZERO)
                .build()
                .run(targets.stream(), result -> results.put(result.number(), result));
        assertThat(connected).containsExactlyInAnyOrder("8.8.8.1", "8.8.8.2", "8.8.8.3", "8.8.8.4", "8.8.9.1");
        assertThat(results.get(3L).state()).isEqualTo(BatchResult.State.REFUSED);
        assertThat(results.get(3L).detail()).contains("port 25");
        assertThat(results.get(4L).state()).isEqualTo(BatchResult.State.REFUSED);
        assertThat(report(results.get(1L)).facts().exchangers().get(0).addresses())
                .extracting(SurveyedAddress::omission)
                .allSatisfy(omission -> assertThat(omission).contains(Omission.DENIED));
    }

    @Test
    void theTargetOfASurveyIsItsExchangers() {
        BatchTarget target = BatchTarget.survey(TEMPLATE, "Example.NET");
        assertThat(target.key()).isEqualTo("Example.NET");
        assertThat(target.survey().orElseThrow().domain()).isEqualTo("example.net");
        assertThat(target.request().target().name()).isEqualTo("example.net");
        assertThat(target.request().deadline()).isEqualTo(TEMPLATE.deadline());
        assertThat(BatchTarget.survey(TEMPLATE).key()).isEqualTo("example.com");
        assertThat(BatchTarget.of(ProbeRequest.toMxOf("example.com").build()).survey())
                .isEmpty();
        assertThat(new FixedZones().asked()).doesNotContainKey(new Question("example.com", RecordType.MX));
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.BatchStopped;
import io.github.smtpprobe.batch.BatchSummary;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.outlook.Standing;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedAddress.Omission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Surveys of many domains in one batch: what they share, what they are kept from, and what one of them costs the others. */
class SurveyBatchTest {
    private static final DomainSurvey TEMPLATE = DomainSurvey.of("example.com")
            .deadline(Duration.ofMinutes(2))
            .without(Aspect.REVERSE_NAMES)
            .build();

    private static final int EXCHANGERS = 5;

    @TempDir
    Path directory;

    /** Domains with two exchangers each out of a few, of which each has two addresses. */
    private static FixedZones zones(int domains) {
        FixedZones zones = new FixedZones();
        for (int i = 0; i < EXCHANGERS; i++) {
            zones.a(host(i), "8.8.4." + (2 * i + 1), "8.8.4." + (2 * i + 2));
        }
        for (int i = 0; i < domains; i++) {
            zones.mx(domain(i), host(i), host(i / EXCHANGERS));
        }
        return zones;
    }

    private static String host(int number) {
        int place = number % EXCHANGERS;
        return "mx" + place + ".hosting" + place % 2 + ".example";
    }

    private static String domain(int number) {
        return "d" + number + ".example";
    }

    private static Stream<BatchTarget> domains(int count) {
        return IntStream.range(0, count).mapToObj(i -> BatchTarget.survey(TEMPLATE, domain(i)));
    }

    private static ProbeBatch.Builder batch(ManyServers servers, FixedZones zones) {
        return ProbeBatch.builder(SmtpProbe.builder()
                        .transport(servers)
                        .secureResolver(zones)
                        .build())
                .perOperator(4, Duration.ZERO)
                .perAddress(2, Duration.ZERO);
    }

    private static DomainReport report(BatchResult result) {
        return result.domainReport().orElseThrow();
    }

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
                .deadline(Duration.ofSeconds(6))
                .build();
        List<BatchResult> results = new ArrayList<>();
        batch(servers, zones).build().run(Stream.of(BatchTarget.survey(brief)), results::add);
        assertThat(report(results.get(0)).attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.took()).isLessThan(Duration.ofMillis(3_500)));
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
        assertThat(Duration.ofNanos(System.nanoTime() - cancelled.get())).isLessThan(Duration.ofSeconds(10));
        assertThat(summary.complete()).isFalse();
        assertThat(results).isNotEmpty().allSatisfy(result -> {
            assertThat(result.state()).isEqualTo(BatchResult.State.CANCELLED);
            assertThat(report(result).facts().cancelled()).isTrue();
        });
        assertThat(servers.open()).isZero();
    }

    @Test
    void aBatchThatStoppedGoesOnWithTheSurveysThatWereNotDone() {
        Path journal = directory.resolve("journal");
        List<String> taken = new ArrayList<>();
        assertThatThrownBy(() -> batch(new ManyServers(), zones(50))
                        .journal(journal)
                        .build()
                        .run(domains(50), result -> {
                            if (taken.size() == 20) {
                                throw new UncheckedIOException(new IOException("No space left on device"));
                            }
                            taken.add(result.target().key());
                        }))
                .isInstanceOf(BatchStopped.class);
        BatchSummary summary = batch(new ManyServers(), zones(50))
                .resume(journal)
                .build()
                .run(domains(50), result -> taken.add(result.target().key()));
        assertThat(taken).hasSize(50).doesNotHaveDuplicates();
        assertThat(summary.doneBefore()).isEqualTo(20);
    }

    @Test
    void aJournalKnowsWhatASurveyAsks() {
        List<DomainSurvey> others = List.of(
                TEMPLATE.toBuilder().without(Aspect.TLS_RPT).build(),
                TEMPLATE.toBuilder().deadline(Duration.ofMinutes(3)).build(),
                TEMPLATE.toBuilder().heloName("survey.example.org").build(),
                TEMPLATE.toBuilder().port(2525).build(),
                TEMPLATE.toBuilder()
                        .addresses(io.github.smtpprobe.survey.AddressCoverage.FIRST)
                        .build(),
                TEMPLATE.toBuilder()
                        .anchors(io.github.smtpprobe.records.TrustAnchors.of(List.of()))
                        .build(),
                TEMPLATE.toBuilder()
                        .nameServers(new InetSocketAddress("127.0.0.1", 53))
                        .build());
        for (DomainSurvey other : others) {
            refused(BatchTarget.survey(other, domain(0)), other.toString());
        }
        refused(
                BatchTarget.mailExchangers(
                        ProbeRequest.toMxOf("example.com")
                                .deadline(TEMPLATE.deadline())
                                .build(),
                        domain(0)),
                "a probe");
    }

    private void refused(BatchTarget other, String how) {
        Path journal = directory.resolve("journal" + System.nanoTime());
        batch(new ManyServers(), zones(1)).journal(journal).build().run(domains(1), result -> {});
        assertThatThrownBy(() -> batch(new ManyServers(), zones(1))
                        .resume(journal)
                        .build()
                        .run(Stream.of(other), result -> {}))
                .as(how)
                .isInstanceOf(BatchStopped.class)
                .hasMessageContaining("was asked otherwise");
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

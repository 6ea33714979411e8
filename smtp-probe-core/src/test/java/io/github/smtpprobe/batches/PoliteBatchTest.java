/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batches;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeBatch;
import io.github.smtpprobe.ProbeEvent;
import io.github.smtpprobe.ProbeListener;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.BatchSummary;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.harness.ManyServers;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.harness.Zone;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.route.MailResolver;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a batch asks of servers: never more at once than it may, and nothing twice that it knows. */
class PoliteBatchTest {
    private static final ProbeRequest TEMPLATE =
            ProbeRequest.toMxOf("example.com").deadline(Duration.ofSeconds(30)).build();

    private static final int OPERATORS = 17;

    /** Domains have two exchangers of one or two of a few operators; the operators' hosts share addresses. */
    private static final MailResolver FEW_OPERATORS = new MailResolver() {
        @Override
        public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
            Random random = new Random(domain.hashCode());
            return Answer.found(List.of(new Exchanger(10, host(random)), new Exchanger(20, host(random))));
        }

        private String host(Random random) {
            return "mx" + random.nextInt(3) + ".operator" + random.nextInt(OPERATORS) + ".example";
        }

        @Override
        public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
            return Answer.found(List.of(AddressLiteral.parse("192.0.2." + Math.floorMod(host.hashCode(), 31))));
        }
    };

    private static ProbeBatch.Builder batch(ManyServers servers, MailResolver resolver) {
        return ProbeBatch.builder(
                SmtpProbe.builder().transport(servers).resolver(resolver).build());
    }

    private static Stream<BatchTarget> domains(int count) {
        return IntStream.range(0, count).mapToObj(i -> BatchTarget.mailExchangers(TEMPLATE, "d" + i + ".example"));
    }

    /** Every third server refuses with its greeting, so that probes go on to their second exchanger. */
    @Test
    void noPartyEverHasMoreConnectionsThanAllowed() {
        ManyServers servers = new ManyServers()
                .slow(Duration.ofNanos(300_000))
                .greeting(route -> route.addressText().hashCode() % 3 == 0 ? "554 not here" : "220 mx ESMTP");
        BatchSummary summary = batch(servers, FEW_OPERATORS)
                .concurrency(300)
                .perOperator(3, Duration.ZERO)
                .perAddress(2, Duration.ZERO)
                .shareAttempts(Duration.ZERO)
                .build()
                .run(domains(3_000), result -> {});
        assertThat(summary.targets()).isEqualTo(3_000);
        assertThat(servers.connections()).isGreaterThan(3_000);
        servers.most()
                .forEach((party, most) ->
                        assertThat(most).as(party).isLessThanOrEqualTo(party.startsWith("operator:") ? 3 : 2));
        assertThat(servers.most()).containsValue(3).containsValue(2);
    }

    @Test
    void domainsWithOneExchangerShareItsAttempt() {
        ManyServers servers = new ManyServers();
        Zone zone = Zone.ofExchangers("mx.hosting.example 192.0.2.7");
        List<BatchResult> results = new ArrayList<>();
        BatchSummary summary = batch(servers, zone).build().run(domains(500), results::add);
        assertThat(servers.connections()).isEqualTo(1);
        assertThat(summary.verdicts()).containsEntry(Verdict.PASSED, 500L);
        assertThat(summary.sharedAttempts()).isEqualTo(499);
        assertThat(results.stream().filter(each -> each.sharedAge().isPresent()))
                .hasSize(499);
        BatchResult shared = results.stream()
                .filter(each -> each.sharedAge().isPresent())
                .findFirst()
                .orElseThrow();
        Attempt attempt = shared.report().orElseThrow().attempts().get(0);
        assertThat(attempt.age()).isPresent();
        assertThat(shared.asMap().get("report").toString()).contains("sharedAgeMs=");
        assertThat(io.github.smtpprobe.render.TextReport.render(shared.report().orElseThrow()))
                .contains("for another target of the batch");
        assertThat(summary.operators()).containsKey("hosting.example");
    }

    @Test
    void differentQuestionsAreAskedEachForItself() {
        ManyServers servers = new ManyServers();
        Zone zone = Zone.ofExchangers("mx.hosting.example 192.0.2.7");
        Stream<BatchTarget> recipients = IntStream.range(0, 20)
                .mapToObj(i -> BatchTarget.of(ProbeRequest.toMxOf("d" + i + ".example")
                        .envelope("ada@example.com", "postmaster@d" + i + ".example")
                        .build()));
        batch(servers, zone)
                .perOperator(20, Duration.ZERO)
                .perAddress(20, Duration.ZERO)
                .build()
                .run(recipients, result -> assertThat(result.sharedAge()).isEmpty());
        assertThat(servers.connections()).isEqualTo(20);
    }

    @Test
    void aServerThatIsAskedTooMuchIsNotTestedAndNoFault() {
        ManyServers servers = new ManyServers().greeting(route -> "421 4.7.0 Too many connections");
        List<BatchResult> results = new ArrayList<>();
        Zone zone = Zone.ofExchangers("mx.hosting.example 192.0.2.7");
        BatchSummary summary = batch(servers, zone).build().run(domains(5), results::add);
        assertThat(results).hasSize(5).allMatch(each -> each.state() == BatchResult.State.RATE_LIMITED);
        assertThat(summary.states()).containsEntry(BatchResult.State.RATE_LIMITED, 5L);
        assertThat(summary.verdicts()).containsEntry(Verdict.INCONCLUSIVE, 0L).containsEntry(Verdict.FAILED, 0L);
        assertThat(summary.operators().get("hosting.example").rateLimited()).isEqualTo(5);
        assertThat(servers.connections())
                .as("asked once, and not again at once")
                .isEqualTo(1);
    }

    /** What the client is not known for, or lacks, is no matter of how often it asks. */
    @ParameterizedTest
    @CsvSource({
        "450 4.7.25 Client host rejected: cannot find your hostname, PROBED",
        "450 4.7.1 Client host rejected: blocked using zen.spamhaus.org, PROBED",
        "450 4.7.1 rate limit exceeded, RATE_LIMITED",
        "450 4.7.1 try again later, RATE_LIMITED",
        "450 4.7.0 come back, RATE_LIMITED",
        "421 closing, RATE_LIMITED"
    })
    void aReplyThatIsKnownToMeanSomethingElseIsNoRateLimit(String greeting, BatchResult.State state) {
        List<BatchResult> results = new ArrayList<>();
        BatchSummary summary = batch(
                        new ManyServers().greeting(route -> greeting),
                        Zone.ofExchangers("mx.hosting.example 192.0.2.7"))
                .build()
                .run(domains(1), results::add);
        assertThat(results).extracting(BatchResult::state).containsExactly(state);
        assertThat(summary.findings().isEmpty()).isEqualTo(state == BatchResult.State.RATE_LIMITED);
    }

    /** A machine that has just started loads its classes between a connection's turn and the connection. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void theIntervalIsKeptBetweenConnectionsHoweverLateTheyAreMade(int halves) {
        Duration interval = Duration.ofMillis(300);
        AtomicInteger begun = new AtomicInteger();
        List<Long> connected = Collections.synchronizedList(new ArrayList<>());
        ManyServers servers = new ManyServers().onConnect(() -> connected.add(System.nanoTime()));
        SmtpProbe probe = SmtpProbe.builder()
                .transport(servers)
                .resolver(Zone.ofHost("mx.hosting.example", "192.0.2.7"))
                .listener(new ProbeListener() {
                    @Override
                    public void attemptStarted(ProbeEvent.AttemptStarted event) {
                        long late = System.nanoTime() + halves * interval.toNanos() / 2;
                        while (begun.get() == 0 && System.nanoTime() - late < 0) {
                            LockSupport.parkNanos(late - System.nanoTime());
                        }
                        begun.incrementAndGet();
                    }
                })
                .build();
        Stream<BatchTarget> targets = IntStream.range(0, 2)
                .mapToObj(i -> BatchTarget.of(ProbeRequest.to("mx.hosting.example", 25)
                        .tls(TlsMode.PLAIN)
                        .heloName("probe" + i + ".example.org")
                        .build()));
        ProbeBatch.builder(probe).perAddress(2, interval).build().run(targets, result -> {});
        assertThat(connected).hasSize(2);
        assertThat(Duration.ofNanos(connected.get(1) - connected.get(0)))
                .as("as late as the first one was, the second would come after half of it, or at once")
                .isGreaterThanOrEqualTo(interval.multipliedBy(3).dividedBy(4));
    }

    @Test
    void whereThePolicyForbidsEveryWayNothingWasTested() {
        ManyServers servers = new ManyServers();
        SmtpProbe probe = SmtpProbe.builder()
                .transport(servers)
                .resolver(FEW_OPERATORS)
                .addressPolicy(AddressPolicy.allowAll().except("192.0.2.0/24"))
                .build();
        List<BatchResult> results = new ArrayList<>();
        BatchSummary summary = ProbeBatch.builder(probe).build().run(domains(3), results::add);
        assertThat(servers.connections()).isZero();
        assertThat(results).hasSize(3).allSatisfy(each -> {
            assertThat(each.state()).isEqualTo(BatchResult.State.DENIED);
            assertThat(each.detail()).isEqualTo("not asked: the address policy forbids every way to it");
        });
        assertThat(summary.verdicts()).containsEntry(Verdict.FAILED, 0L);
        assertThat(summary.findings()).isEmpty();
    }

    @Test
    void anOperatorThatGoesOnRefusingIsGivenUp() {
        ManyServers servers = new ManyServers()
                .greeting(route -> route.host().endsWith("hosting.example") ? "421 4.7.0 Too many" : "220 mx ESMTP");
        MailResolver resolver = Zone.ofHost("mx.hosting.example", "192.0.2.7");
        List<BatchResult> results = new ArrayList<>();
        Stream<BatchTarget> targets = IntStream.range(0, 40)
                .mapToObj(i -> BatchTarget.of(ProbeRequest.to("mx.hosting.example", 25)
                        .tls(TlsMode.PLAIN)
                        .heloName("probe" + i + ".example.org")
                        .build()));
        BatchSummary summary =
                batch(servers, resolver).giveUpAfter(Duration.ZERO).build().run(targets, results::add);
        assertThat(results).hasSize(40).allMatch(each -> each.state() == BatchResult.State.RATE_LIMITED);
        assertThat(summary.operators().get("hosting.example").rateLimited()).isEqualTo(40);
        List<BatchResult> givenUp =
                results.stream().filter(each -> !each.detail().isEmpty()).toList();
        assertThat(servers.connections() + givenUp.size()).isEqualTo(40);
        assertThat(givenUp).hasSizeGreaterThan(30).allSatisfy(each -> {
            assertThat(each.detail())
                    .matches("not asked: servers of hosting.example said .* that they are asked too much");
            assertThat(each.report().orElseThrow().findings().get(0).id()).isEqualTo("probe.no-turn");
        });
    }

    /** Tarpits say nothing before all others are done: whoever waited for one of them would never be. */
    @Test
    void tarpitsHoldUpNobodyElse() {
        AtomicInteger others = new AtomicInteger();
        ManyServers servers =
                new ManyServers().silent(route -> route.address().getAddress()[3] % 10 == 0 && others.get() < 2_304);
        ProbeRequest quick = ProbeRequest.to("192.0.2.1", 25)
                .tls(TlsMode.PLAIN)
                .deadline(Duration.ofSeconds(Patience.HANGING))
                .build();
        Stream<BatchTarget> targets =
                IntStream.range(0, 2_560).mapToObj(i -> BatchTarget.server(quick, "10.1." + i / 100 + "." + i % 100));
        BatchSummary summary = batch(servers, FEW_OPERATORS)
                .concurrency(300)
                .build()
                .run(targets, result -> {
                    if (!result.target().key().endsWith("0")) {
                        others.incrementAndGet();
                    }
                });
        assertThat(others).hasValue(2_304);
        assertThat(summary.verdicts()).containsEntry(Verdict.PASSED, 2_560L);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batches;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeBatch;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.BatchSummary;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.harness.ManyServers;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.testkit.ForwardingConnection;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.Transport;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Targets that do their worst: each costs its own time and share of memory, and holds up no other. */
@Timeout(value = Patience.HANGING, unit = TimeUnit.SECONDS)
class BatchFaultsTest {
    private static final int TARGETS = 600;

    /** Every twentieth target is one that this test is about. */
    static final int ODD = 20;

    @TempDir
    Path folder;

    /** Names as some resolver finds them, each host with an address of its own. */
    interface Finding {
        void look(String name) throws InterruptedException;
    }

    static MailResolver names(Finding finding) {
        return new MailResolver() {
            @Override
            public Answer<Exchanger> exchangers(String domain, Deadline deadline) throws InterruptedException {
                finding.look("mx:" + domain);
                return Answer.found(List.of(new Exchanger(10, "mx1." + domain), new Exchanger(20, "mx2." + domain)));
            }

            @Override
            public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline)
                    throws InterruptedException {
                finding.look(host);
                int hash = host.hashCode();
                return Answer.found(List.of(AddressLiteral.parse(
                        "10." + (hash >> 16 & 255) + "." + (hash >> 8 & 255) + "." + (hash & 255))));
            }
        };
    }

    static ProbeBatch.Builder batch(Transport transport, MailResolver names) {
        return ProbeBatch.builder(
                        SmtpProbe.builder().transport(transport).resolver(names).build())
                .perAddress(TARGETS, Duration.ZERO)
                .perOperator(TARGETS, Duration.ZERO);
    }

    private static boolean odd(int number) {
        return number % ODD == 0;
    }

    static Stream<BatchTarget> targets(Duration deadlineOfTheOdd) {
        ProbeRequest template = ProbeRequest.to("example.com", 25)
                .tls(TlsMode.PLAIN)
                .deadline(Patience.AMPLE)
                .build();
        ProbeRequest brief = template.toBuilder().deadline(deadlineOfTheOdd).build();
        return IntStream.range(0, TARGETS)
                .mapToObj(i -> BatchTarget.server(
                        odd(i) ? brief : template, (odd(i) ? "odd" : "good") + i + ".d" + i + ".example"));
    }

    private static boolean odd(BatchResult result) {
        return result.target().key().startsWith("odd");
    }

    /** Names are found only when all others are done: whoever waited for one of them would never be. */
    @Test
    void namesThatHangHoldUpNobody() {
        CountDownLatch others = new CountDownLatch(TARGETS - TARGETS / ODD);
        MailResolver names = names(name -> {
            if (name.startsWith("odd")) {
                others.await();
            }
        });
        Duration longest = Duration.ofSeconds(Patience.HANGING);
        BatchSummary summary = batch(new ManyServers(), names).build().run(targets(longest), result -> {
            if (!odd(result)) {
                others.countDown();
            }
        });
        assertThat(summary.verdicts()).containsEntry(Verdict.PASSED, (long) TARGETS);
    }

    /** Nothing but the deadline of each ends the wait. */
    @Test
    void namesThatHangForEverCostTheirOwnDeadline() {
        CountDownLatch never = new CountDownLatch(1);
        MailResolver names = names(name -> {
            if (name.startsWith("odd")) {
                never.await();
            }
        });
        List<BatchResult> odd = new ArrayList<>();
        BatchSummary summary = batch(new ManyServers(), names)
                .lookUpsAtOnce(10)
                .build()
                .run(targets(Duration.ofMillis(300)), result -> {
                    if (odd(result)) {
                        odd.add(result);
                    }
                });
        assertThat(odd).hasSize(TARGETS / ODD).allSatisfy(each -> {
            assertThat(each.state()).isEqualTo(BatchResult.State.PROBED);
            assertThat(each.report().orElseThrow().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        });
        assertThat(summary.verdicts()).containsEntry(Verdict.PASSED, (long) TARGETS - TARGETS / ODD);
    }

    @Test
    void aResolverThatThrowsSpoilsItsOwnTargetOnly() throws Exception {
        Path journal = folder.resolve("journal");
        List<Runnable> faults = List.of(
                () -> {
                    throw new IllegalStateException("no such table");
                },
                () -> {
                    throw new StackOverflowError("too deep");
                },
                () -> {
                    throw new OutOfMemoryError("none left");
                });
        AtomicInteger thrown = new AtomicInteger();
        MailResolver names = names(name -> {
            if (name.startsWith("odd")) {
                faults.get(thrown.getAndIncrement() % faults.size()).run();
            }
        });
        List<BatchResult> results = new ArrayList<>();
        BatchSummary summary =
                batch(new ManyServers(), names).journal(journal).build().run(targets(Patience.AMPLE), results::add);
        assertThat(Files.readAllLines(journal).stream().filter(line -> line.startsWith("begun ")))
                .as("each target that is done can be told from another in its place")
                .hasSize(TARGETS);
        assertThat(results).hasSize(TARGETS);
        assertThat(summary.complete()).isTrue();
        assertThat(results)
                .filteredOn(each -> !odd(each))
                .allMatch(each -> each.report().orElseThrow().passed());
        assertThat(results).filteredOn(BatchFaultsTest::odd).allSatisfy(each -> {
            if (each.state() == BatchResult.State.BROKEN) {
                assertThat(each.detail()).contains("OutOfMemoryError", "none left");
            } else {
                assertThat(each.report().orElseThrow().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            }
        });
        assertThat(summary.states()).containsEntry(BatchResult.State.BROKEN, (long) TARGETS / ODD / faults.size());
    }

    /** A server that talks without end. */
    private static final class Torrent extends ForwardingConnection {
        private final byte[] line;
        private final AtomicLong octets;

        Torrent(Connection lower, String line, AtomicLong octets) {
            super(lower);
            this.line = line.getBytes(StandardCharsets.US_ASCII);
            this.octets = octets;
        }

        @Override
        public int read(byte[] buffer, Deadline deadline) {
            for (int i = 0; i < buffer.length; i++) {
                buffer[i] = line[i % line.length];
            }
            octets.addAndGet(buffer.length);
            return buffer.length;
        }

        @Override
        public int readAvailable(byte[] buffer) {
            return 0;
        }
    }

    @Test
    void aServerThatAnswersWithMegabytesCostsItsShareOfMemory() {
        long share = 256 * 1024 + 2_048;
        List<String> lines = List.of("220-" + "x".repeat(60) + "\r\n", "220-x\r\n", "x", "\r\n");
        Map<String, AtomicLong> read = new ConcurrentHashMap<>();
        ManyServers servers = new ManyServers();
        Transport transport = (route, deadline) -> {
            Connection connection = servers.connect(route, deadline);
            AtomicLong octets = read.computeIfAbsent(route.host(), host -> new AtomicLong());
            return route.host().startsWith("odd")
                    ? new Torrent(
                            connection, lines.get(Math.floorMod(route.host().hashCode(), lines.size())), octets)
                    : connection;
        };
        BatchSummary summary = batch(transport, names(name -> {})).build().run(targets(Patience.AMPLE), result -> {
            ProbeReport report = result.report().orElseThrow();
            assertThat(report.passed()).as(report.toString()).isEqualTo(!odd(result));
            assertThat(report.asMap().toString().length()).isLessThan((int) (4 * share));
        });
        assertThat(summary.verdicts()).containsEntry(Verdict.PASSED, (long) TARGETS - TARGETS / ODD);
        assertThat(read.values()).allSatisfy(octets -> assertThat(octets.get()).isLessThanOrEqualTo(share));
        assertThat(servers.open()).isZero();
    }

    /** The first questions wait for each other, so that as many are on their way as may be. */
    @Test
    void noMoreQuestionsAreOnTheirWayThanAllowedAndNoneTwice() {
        int most = 7;
        CountDownLatch all = new CountDownLatch(most);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger greatest = new AtomicInteger();
        Map<String, Integer> asked = new ConcurrentHashMap<>();
        MailResolver names = names(name -> {
            asked.merge(name, 1, Integer::sum);
            greatest.accumulateAndGet(now.incrementAndGet(), Math::max);
            try {
                all.countDown();
                assertThat(all.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            } finally {
                now.decrementAndGet();
            }
        });
        ProbeRequest template =
                ProbeRequest.toMxOf("example.com").deadline(Patience.AMPLE).build();
        Stream<BatchTarget> domains = IntStream.range(0, TARGETS)
                .mapToObj(i -> BatchTarget.mailExchangers(template, "d" + i % 200 + ".example"));
        BatchSummary summary =
                batch(new ManyServers(), names).lookUpsAtOnce(most).build().run(domains, result -> {});
        assertThat(summary.verdicts()).containsEntry(Verdict.PASSED, (long) TARGETS);
        assertThat(greatest).hasValue(most);
        assertThat(asked)
                .hasSize(3 * 200)
                .allSatisfy((name, times) -> assertThat(times).as(name).isEqualTo(1));
    }

    /** No connection gets through before all names are found and the batch has twice told how many run: so many may be connecting. */
    @Test
    void connectionsAreBegunFewAtATime() {
        int first = 50;
        AtomicInteger found = new AtomicInteger();
        AtomicInteger told = new AtomicInteger();
        List<Integer> running = new ArrayList<>();
        CountDownLatch seen = new CountDownLatch(1);
        ManyServers servers = new ManyServers().onConnect(() -> BatchEndTest.holdWhatever(seen));
        BatchSummary summary = batch(servers, names(name -> found.incrementAndGet()))
                .concurrency(TARGETS)
                .progressEvery(Duration.ofMillis(20))
                .listener(progress -> {
                    if (seen.getCount() > 0) {
                        running.add(progress.running());
                        if (found.get() >= TARGETS && told.incrementAndGet() == 2) {
                            seen.countDown();
                        }
                    }
                })
                .build()
                .run(targets(Patience.AMPLE), result -> {});
        assertThat(summary.verdicts()).containsEntry(Verdict.PASSED, (long) TARGETS);
        assertThat(running).endsWith(first).allMatch(count -> count <= first);
    }
}

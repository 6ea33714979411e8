/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.BatchStopped;
import io.github.smtpprobe.batch.BatchSummary;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.smtp.Stage;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch that ended before its time goes on where it stopped: no target is lost, and only what was running is probed again. */
class JournalTest {
    private static final ProbeRequest TEMPLATE = ProbeRequest.to("192.0.2.1", 25)
            .tls(TlsMode.PLAIN)
            .deadline(Duration.ofMinutes(2))
            .build();

    private static final int ALL = 200;
    private static final int QUICK = 50;
    private static final int RUNNING = 10;

    @TempDir
    Path directory;

    private static Stream<BatchTarget> targets(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> BatchTarget.server(TEMPLATE, "10.2.0." + i));
    }

    private static ProbeBatch.Builder batch(ManyServers servers) {
        return ProbeBatch.builder(SmtpProbe.builder().transport(servers).build())
                .concurrency(RUNNING);
    }

    private Path journal() {
        return directory.resolve("batch.journal");
    }

    /** Runs in another JVM, which is killed: whoever is connected to first answers, the others never do. */
    static final class Killed {
        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            AtomicInteger connected = new AtomicInteger();
            AtomicInteger counted = new AtomicInteger();
            Map<String, Integer> order = new ConcurrentHashMap<>();
            ManyServers servers = new ManyServers()
                    .silent(route ->
                            order.computeIfAbsent(route.addressText(), each -> counted.incrementAndGet()) > QUICK)
                    .onConnect(connected::incrementAndGet);
            batch(servers)
                    .journal(directory.resolve("batch.journal"))
                    .progressEvery(Duration.ofMillis(20))
                    .listener(progress -> {
                        if (progress.done() == QUICK && connected.get() >= QUICK + RUNNING) {
                            System.out.println("READY");
                        }
                    })
                    .build()
                    .run(targets(ALL), result -> append(directory.resolve("out"), result));
        }
    }

    private static void append(Path file, BatchResult result) {
        try {
            Files.writeString(file, result.target().key() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    @Test
    void whatWasRunningWhenTheJvmWasKilledIsProbedAgainAndNothingElse() throws Exception {
        Process process = new ChildJvm(directory).start(Killed.class, directory.toString());
        StringBuilder said = new StringBuilder();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null && !line.equals("READY"); line = out.readLine()) {
                said.append(line).append('\n');
            }
            process.destroyForcibly();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
        List<String> done = Files.readAllLines(directory.resolve("out"));
        assertThat(done).as(said.toString()).hasSize(QUICK);
        List<BatchResult> results = new ArrayList<>();
        BatchSummary summary =
                batch(new ManyServers()).resume(journal()).build().run(targets(ALL), results::add);
        assertThat(summary.doneBefore()).isEqualTo(QUICK);
        assertThat(results).hasSize(ALL - QUICK);
        assertThat(results.stream().filter(BatchResult::probedAgain)).hasSize(RUNNING);
        Set<String> once = new TreeSet<>(done);
        results.forEach(each -> assertThat(once.add(each.target().key())).isTrue());
        assertThat(once).isEqualTo(targets(ALL).map(BatchTarget::key).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void anOutputThatFailsLeavesItsTargetUndone() {
        List<String> taken = new ArrayList<>();
        assertThatThrownBy(() -> batch(new ManyServers())
                        .journal(journal())
                        .build()
                        .run(targets(ALL), result -> {
                            if (taken.size() == 20) {
                                throw new java.io.UncheckedIOException(
                                        new java.io.IOException("No space left on device"));
                            }
                            taken.add(result.target().key());
                        }))
                .isInstanceOf(BatchStopped.class)
                .hasMessageContaining("No space left on device");
        batch(new ManyServers())
                .resume(journal())
                .build()
                .run(targets(ALL), result -> taken.add(result.target().key()));
        assertThat(taken).hasSize(ALL).doesNotHaveDuplicates();
    }

    @Test
    void whatWasCancelledIsProbedAgain() {
        BatchCall[] call = new BatchCall[1];
        AtomicInteger connected = new AtomicInteger();
        ManyServers servers = new ManyServers().held(new CountDownLatch(1)).onConnect(() -> {
            if (connected.incrementAndGet() == RUNNING) {
                call[0].cancel();
            }
        });
        call[0] = batch(servers).journal(journal()).build().call(targets(ALL).iterator(), result -> {});
        call[0].execute();
        List<BatchResult> results = new ArrayList<>();
        batch(new ManyServers()).resume(journal()).build().run(targets(ALL), results::add);
        assertThat(results).hasSize(ALL);
        assertThat(results.stream().filter(BatchResult::probedAgain)).hasSize(RUNNING);
    }

    @Test
    void otherTargetsAreRefused() {
        batch(new ManyServers()).journal(journal()).build().run(targets(20), result -> {});
        assertThatThrownBy(() -> batch(new ManyServers())
                        .resume(journal())
                        .build()
                        .run(targets(20).skip(1), result -> {}))
                .isInstanceOf(BatchStopped.class)
                .hasMessageContaining("target 1 was another one");
        assertThatThrownBy(
                        () -> batch(new ManyServers()).resume(journal()).build().run(targets(19), result -> {}))
                .hasMessageContaining("there were at least 20");
        assertThatThrownBy(() ->
                        batch(new ManyServers()).journal(journal()).build().run(targets(20), result -> {}))
                .hasMessageContaining("there is one already");
        List<BatchResult> none = new ArrayList<>();
        assertThat(batch(new ManyServers())
                        .resume(journal())
                        .build()
                        .run(targets(20), none::add)
                        .doneBefore())
                .isEqualTo(20);
        assertThat(none).isEmpty();
    }

    @Test
    void otherQuestionsAreRefused() {
        batch(new ManyServers()).journal(journal()).build().run(targets(20), result -> {});
        ProbeRequest other = TEMPLATE.toBuilder().stopAfter(Stage.GREETING).build();
        assertThatThrownBy(() -> batch(new ManyServers())
                        .resume(journal())
                        .build()
                        .run(Stream.of(BatchTarget.server(other, "10.2.0.1")), result -> {}))
                .isInstanceOf(BatchStopped.class)
                .hasMessageContaining("target 1 was asked otherwise");
    }

    @Test
    void aTornLastLineIsAsIfItHadNotBeenWritten() throws Exception {
        batch(new ManyServers()).journal(journal()).build().run(targets(20), result -> {});
        String whole = Files.readString(journal());
        for (int cut = 0; cut < whole.length(); cut += 7) {
            Files.writeString(journal(), whole.substring(0, cut));
            List<BatchResult> results = new ArrayList<>();
            BatchSummary summary =
                    batch(new ManyServers()).resume(journal()).build().run(targets(20), results::add);
            assertThat(summary.doneBefore() + results.size())
                    .as("cut at " + cut)
                    .isEqualTo(20);
        }
        Files.writeString(journal(), whole.replaceFirst("done", "gone"));
        assertThatThrownBy(
                        () -> batch(new ManyServers()).resume(journal()).build().run(targets(20), result -> {}))
                .hasMessageContaining("is damaged");
        Files.writeString(journal(), "Subject: something else\n");
        assertThatThrownBy(
                        () -> batch(new ManyServers()).resume(journal()).build().run(targets(20), result -> {}))
                .hasMessageContaining("it is no journal of a batch");
        String other = whole.replaceFirst("journal 2", "journal 1");
        Files.writeString(journal(), other);
        assertThatThrownBy(
                        () -> batch(new ManyServers()).resume(journal()).build().run(targets(20), result -> {}))
                .hasMessageContaining("another version of smtp-probe")
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(journal()).as("it is left as it was").hasContent(other);
    }

    /** A power failure may take what was written last, of the journal as well as of the output. */
    @Test
    void anOutputThatKnowsWhatItHasCounts() {
        batch(new ManyServers()).journal(journal()).build().run(targets(20), result -> {});
        Set<Long> written = Set.of(1L, 2L, 7L, 21L);
        List<BatchResult> results = new ArrayList<>();
        BatchSummary summary = batch(new ManyServers())
                .resume(journal(), written::contains)
                .build()
                .run(targets(21), results::add);
        assertThat(results).hasSize(17).noneMatch(each -> written.contains(each.number()));
        assertThat(results).allMatch(BatchResult::probedAgain);
        assertThat(summary.probedAgain()).isEqualTo(17);
        assertThat(summary.doneBefore()).isEqualTo(4);
        assertThatThrownBy(() -> batch(new ManyServers())
                        .resume(journal(), number -> {
                            throw new IllegalStateException("torn");
                        })
                        .build()
                        .run(targets(21), results::add))
                .isInstanceOf(BatchStopped.class)
                .hasMessageContaining("The output failed");
    }

    @Test
    void twoBatchesDoNotShareAJournal() {
        List<Throwable> refused = new ArrayList<>();
        batch(new ManyServers()).journal(journal()).build().run(targets(1), result -> {
            try {
                batch(new ManyServers()).resume(journal()).build().run(targets(1), again -> {});
            } catch (BatchStopped second) {
                refused.add(second);
            }
        });
        assertThat(refused).hasSize(1);
        assertThat(refused.get(0)).hasMessageContaining("another batch is writing it");
    }

    static final class Second {
        public static void main(String[] arguments) {
            Path journal = Path.of(arguments[0]).resolve("batch.journal");
            try {
                batch(new ManyServers()).resume(journal).build().run(targets(2), result -> {});
                System.out.println("it ran");
            } catch (BatchStopped refused) {
                System.out.println(refused.getMessage());
            }
        }
    }

    @Test
    void norDoTwoProcesses() {
        batch(new ManyServers()).journal(journal()).build().run(targets(1), result -> {});
        List<String> said = new ArrayList<>();
        batch(new ManyServers()).resume(journal()).build().run(targets(2), result -> {
            try {
                said.add(new ChildJvm(directory).run(Second.class, directory.toString()));
            } catch (java.io.IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        });
        assertThat(said).hasSize(1);
        assertThat(said.get(0)).contains("another batch is writing it");
    }

    /** Who asks to be left out between two runs is asked nothing more, and moves nobody else from his place. */
    @Test
    void moreTargetsAreLeftOutThanBefore() {
        ManyServers servers =
                new ManyServers().silent(route -> route.addressText().equals("10.2.0.4"));
        BatchCall[] call = new BatchCall[1];
        AtomicInteger done = new AtomicInteger();
        call[0] = batch(servers)
                .leaveOut(each -> each.key().equals("10.2.0.1"))
                .journal(journal())
                .build()
                .call(targets(4).iterator(), result -> {
                    if (done.incrementAndGet() == 2) {
                        call[0].cancel();
                    }
                });
        assertThat(call[0].execute().leftOut()).isEqualTo(1);
        Set<String> unwanted = Set.of("10.2.0.1", "10.2.0.2", "10.2.0.4");
        List<Long> numbers = new ArrayList<>();
        BatchSummary summary = batch(servers)
                .leaveOut(each -> unwanted.contains(each.key()))
                .resume(journal())
                .build()
                .run(targets(6), result -> numbers.add(result.number()));
        assertThat(numbers).containsExactlyInAnyOrder(5L, 6L);
        assertThat(summary.doneBefore()).as("what is done is done").isEqualTo(2);
        assertThat(summary.leftOut()).isEqualTo(2);
        assertThat(summary.complete()).isTrue();
        assertThat(summary.asMap()).containsEntry("leftOut", 2L);
    }

    @Test
    void aRuleForWhoIsLeftOutThatFailsEndsTheBatch() {
        assertThatThrownBy(() -> batch(new ManyServers())
                        .leaveOut(each -> {
                            throw new IllegalStateException("no list");
                        })
                        .build()
                        .run(targets(1), result -> {}))
                .isInstanceOf(BatchStopped.class)
                .hasMessageContaining("no list");
    }

    @Test
    void aJournalThatCannotBeOpenedEndsTheBatchBeforeItBegan() {
        assertThatThrownBy(() -> batch(new ManyServers())
                        .journal(directory.resolve("no/such/folder"))
                        .build()
                        .run(targets(1), result -> {}))
                .isInstanceOfSatisfying(
                        BatchStopped.class,
                        stopped -> assertThat(stopped.begun()).isFalse());
        assertThatThrownBy(() -> batch(new ManyServers())
                        .journal(journal())
                        .build()
                        .run(targets(1), result -> {
                            throw new IllegalStateException("full");
                        }))
                .isInstanceOfSatisfying(
                        BatchStopped.class,
                        stopped -> assertThat(stopped.begun()).isTrue());
    }
}

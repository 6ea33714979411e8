/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batches;

import static io.github.smtpprobe.batches.InterruptedBatch.ALL;
import static io.github.smtpprobe.batches.InterruptedBatch.RUNNING;
import static io.github.smtpprobe.batches.InterruptedBatch.batch;
import static io.github.smtpprobe.batches.InterruptedBatch.targets;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.BatchStopped;
import io.github.smtpprobe.batch.BatchSummary;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.harness.ChildJvm;
import io.github.smtpprobe.harness.ManyServers;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch whose process is killed goes on in another one, and no two batches or processes write one journal at once. */
class JournalProcessesTest {
    private static final int QUICK = 50;

    @TempDir
    Path directory;

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
}

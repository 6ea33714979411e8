/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batches;

import static io.github.smtpprobe.batches.InterruptedBatch.ALL;
import static io.github.smtpprobe.batches.InterruptedBatch.RUNNING;
import static io.github.smtpprobe.batches.InterruptedBatch.TEMPLATE;
import static io.github.smtpprobe.batches.InterruptedBatch.batch;
import static io.github.smtpprobe.batches.InterruptedBatch.targets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.BatchCall;
import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.BatchStopped;
import io.github.smtpprobe.batch.BatchSummary;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.harness.ManyServers;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.smtp.Stage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch that ended before its time goes on where it stopped: no target is lost, and only what was running is probed again. */
class JournalTest {
    @TempDir
    Path directory;

    private Path journal() {
        return directory.resolve("batch.journal");
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
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batches;

import static io.github.smtpprobe.batches.InterruptedBatch.batch;
import static io.github.smtpprobe.batches.InterruptedBatch.targets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.BatchCall;
import io.github.smtpprobe.batch.BatchStopped;
import io.github.smtpprobe.batch.BatchSummary;
import io.github.smtpprobe.harness.ManyServers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Targets that are left out of a batch, and of one that goes on. */
class TargetsLeftOutTest {
    @TempDir
    Path directory;

    private Path journal() {
        return directory.resolve("batch.journal");
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
}

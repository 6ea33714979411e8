/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batches;

import static io.github.smtpprobe.batches.InterruptedBatch.batch;
import static io.github.smtpprobe.batches.InterruptedBatch.targets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.BatchStopped;
import io.github.smtpprobe.batch.BatchSummary;
import io.github.smtpprobe.harness.ManyServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal whose end is missing, that is damaged or none at all, or that cannot be opened. */
@Tag("waits")
class DamagedJournalTest {
    @TempDir
    Path directory;

    private Path journal() {
        return directory.resolve("batch.journal");
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

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.batch.BatchProgress;
import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.BatchTally;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.batch.Operators;
import io.github.smtpprobe.request.ProbeRequest;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bar that is longer than its line would leave a trail of bars. */
class ProgressBarTest {
    private static BatchProgress progress(OptionalLong all) {
        BatchTally tally = new BatchTally(Operators.lastTwoLabels());
        BatchTarget target =
                BatchTarget.of(ProbeRequest.to("mx.example.com", 25).build());
        for (int i = 1; i <= 1_000; i++) {
            tally.add(BatchResult.builder(i, target, BatchResult.State.BROKEN).build());
        }
        tally.doneBefore(3_456_789);
        tally.leftOut(12_345);
        return BatchProgress.of(tally.summary(Duration.ofSeconds(7), false), 10_000, 21_000, all);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20, 40, 60, 79, 80, 81, 100, 132, 200})
    void fitsTheTerminal(int columns) {
        assertThat(new ProgressBar(columns).line(progress(OptionalLong.of(10_000_000))))
                .hasSizeLessThan(Math.max(2, columns));
        assertThat(new ProgressBar(columns).line(progress(OptionalLong.empty())))
                .hasSizeLessThan(Math.max(2, columns));
    }

    @Test
    void whatMattersLeastIsLeftOutFirst() {
        BatchProgress progress = progress(OptionalLong.of(10_000_000));
        assertThat(new ProgressBar(200).line(progress))
                .isEqualTo("[########................] 3457789 of 10000000 done, 10000 running, 21000 waiting,"
                        + " 1000 not tested, 12345 left out, 142.9 a second, about 12 h left");
        assertThat(new ProgressBar(80).line(progress))
                .startsWith("[########................] 3457789 of 10000000 done, ")
                .endsWith(", about 12 h left");
        assertThat(new ProgressBar(50).line(progress)).isEqualTo("3457789 of 10000000 done, about 12 h left");
    }
}

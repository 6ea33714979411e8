/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeBatch;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.batch.BatchSummary;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.harness.ManyServers;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A million probes in one batch, of which none is without an end: run by {@code -P endurance}, and it prints its figures. */
@Tag("endurance")
class EnduranceBatchTest {
    private static final int TARGETS = 1_000_000;

    @Test
    void aMillionTargetsHaveAMillionResults() {
        ProbeRequest template = ProbeRequest.to("192.0.2.1", 25)
                .tls(TlsMode.PLAIN)
                .deadline(Duration.ofMinutes(2))
                .build();
        ManyServers servers = new ManyServers();
        BatchSummary summary = ProbeBatch.builder(
                        SmtpProbe.builder().transport(servers).build())
                .concurrency(1_000)
                .build()
                .run(
                        IntStream.range(0, TARGETS)
                                .mapToObj(i -> BatchTarget.server(
                                        template, "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255))),
                        result -> {});
        long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        System.out.println("ENDURANCE batch: " + TARGETS + " targets in "
                + summary.took().toSeconds() + " s, " + (used >> 20) + " MiB of heap in use at the end");
        assertThat(summary.verdicts()).containsEntry(Verdict.PASSED, (long) TARGETS);
        assertThat(servers.open()).isZero();
    }
}

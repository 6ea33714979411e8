/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batches;

import io.github.smtpprobe.ProbeBatch;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.harness.ManyServers;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A batch of servers that ends before its time, or has ended. */
final class InterruptedBatch {
    static final ProbeRequest TEMPLATE = ProbeRequest.to("192.0.2.1", 25)
            .tls(TlsMode.PLAIN)
            .deadline(Duration.ofMinutes(2))
            .build();

    static final int ALL = 200;
    static final int RUNNING = 10;

    private InterruptedBatch() {}

    static Stream<BatchTarget> targets(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> BatchTarget.server(TEMPLATE, "10.2.0." + i));
    }

    static ProbeBatch.Builder batch(ManyServers servers) {
        return ProbeBatch.builder(SmtpProbe.builder().transport(servers).build())
                .concurrency(RUNNING);
    }
}

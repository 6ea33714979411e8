/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prints what a probe costs without any politeness, on loopback and with the servers in another process. Asserts nothing of speed. */
@Tag("throughput")
class ThroughputTest {
    private static final int OPERATORS = 400;

    @ParameterizedTest
    @CsvSource({"1, plain", "1, plain", "4, plain", "1, starttls", "1, starttls", "4, starttls"
    }) // the first of each warms up
    void probesPerSecond(int slots, String how, @TempDir Path folder) throws Exception {
        assumeTrue(how.equals(System.getProperty("only", how)));
        boolean tls = how.equals("starttls");
        int domains = Integer.getInteger("domains", 20_000);
        Path input = Files.createDirectory(folder.resolve("in"));
        Files.write(
                input.resolve("domains.txt"),
                IntStream.range(0, domains)
                        .mapToObj(each -> "d" + each + ".op" + each % OPERATORS + ".example")
                        .toList());
        String output = folder.resolve("out").toString();
        ServerProcess server = new ServerProcess(tls);
        try (FakeInternet internet = new FakeInternet(server.port(), server, Duration.ZERO);
                Cluster cluster = new Cluster(1, slots)) {
            StreamExecutionEnvironment environment = cluster.environment(Duration.ofSeconds(1));
            ProbeJob.summaries(
                            ProbeJob.lines(environment, input.toString()),
                            internet.probes(),
                            OperatorRule.lastTwoLabels(),
                            new Limits(domains, Duration.ZERO, 50, 1_000, Duration.ofSeconds(30)))
                    .sinkTo(ProbeJob.files(output));
            long cpu = cpu();
            long began = System.nanoTime();
            JobID job = cluster.start(environment);
            cluster.finish(job);
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf(
                    "THROUGHPUT %s, %d slots: %d probes in %.1f s, %.0f a second, %.2f ms CPU each%n",
                    tls ? "STARTTLS" : "plain",
                    slots,
                    domains,
                    seconds,
                    domains / seconds,
                    (cpu() - cpu) / 1e6 / domains);
            assertThat(Cluster.output(Path.of(output))).hasSize(domains);
        }
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}

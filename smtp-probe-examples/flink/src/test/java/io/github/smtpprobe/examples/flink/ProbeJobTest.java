/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.TextLineInputFormat;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** The whole job on Flink's own cluster, from file to file. */
class ProbeJobTest extends WholeJob {
    @Test
    void everyLineIsAccountedFor() throws Exception {
        write(List.of(
                "\ufeff# the list of today",
                "",
                "  # a remark",
                "d1.op1.example",
                " d1.op1.example\r",
                "not a domain",
                "nobody.example",
                "a..b",
                "mail@d1.op1.example",
                "😀".repeat(2_000)));
        try (FakeInternet internet = FakeInternet.thinking(Duration.ofMillis(1), DEADLINE);
                Cluster cluster = new Cluster(1, 2)) {
            JobID job = start(
                    cluster, cluster.environment(Duration.ofMillis(200)), internet, limits(2, Duration.ZERO, 1_000));
            cluster.finish(job);

            assertThat(rows().stream()
                            .map(each -> each.get("state").asText() + " "
                                    + each.get("domain").asText()))
                    .containsExactlyInAnyOrder(
                            "probed d1.op1.example",
                            "probed d1.op1.example",
                            "malformed not a domain",
                            "malformed a..b",
                            "malformed mail@d1.op1.example",
                            "malformed " + "😀".repeat(1_000) + "…",
                            "unresolved nobody.example");
            assertThat(rows())
                    .allSatisfy(each -> assertThat(each.get("summary").asText()).isNotBlank());
        }
    }

    /** A line that is no domain needs no network, so the job runs here as it does there. */
    @Test
    void theArgumentsOfTheReadmeAreEnough() throws Exception {
        write(List.of("not a domain"));
        ProbeJob.main(new String[] {
            "--input",
            input.toString(),
            "--output",
            output.toString(),
            "--helo",
            "probe.example.org",
            "--checkpoint",
            "1"
        });

        assertThat(column("state")).containsExactly("malformed");
    }

    /** Of a long list hardly more is read than the state holds, although the list is there at once and the servers are slow. */
    @Test
    void noMoreIsReadThanIsHeld() throws Exception {
        try (FakeInternet internet = FakeInternet.thinking(Duration.ofMillis(20), DEADLINE);
                Cluster cluster = new Cluster(1, 2)) {
            List<String> domains = write(domains(1_500, 8));
            StreamExecutionEnvironment environment = cluster.environment(Duration.ofMillis(200));
            cluster.finish(start(cluster, environment, internet, limits(2, Duration.ZERO, 60)));

            System.out.printf("BACK-PRESSURE %d of %d lines were read ahead, at most%n", ahead.get(), domains.size());
            assertThat(column("domain")).containsExactlyInAnyOrderElementsOf(domains);
            assertThat(ahead.get()).isLessThan(1_000);
        }
    }

    /** The source has no end; the job is told to stop, and what is read by then is probed in its turn. */
    @Test
    void whatIsHeldIsDrainedWhenTheJobIsStopped() throws Exception {
        try (FakeInternet internet = FakeInternet.thinking(Duration.ofMillis(1), DEADLINE);
                Cluster cluster = new Cluster(1, 2)) {
            write(domains(30, 1));
            StreamExecutionEnvironment environment = cluster.environment(Duration.ofMillis(200));
            FileSource<String> endless = FileSource.forRecordStreamFormat(
                            new TextLineInputFormat(), new org.apache.flink.core.fs.Path(input.toString()))
                    .monitorContinuously(Duration.ofMinutes(1))
                    .build();
            JobID job = start(
                    cluster,
                    environment.fromSource(endless, WatermarkStrategy.noWatermarks(), "lines"),
                    internet,
                    limits(1, Duration.ofMillis(100), 1_000));
            internet.mark(3).await();
            cluster.flink()
                    .stopWithSavepoint(job, folder.resolve("savepoint").toString(), true, SavepointFormatType.CANONICAL)
                    .get();
            cluster.finish(job);

            assertThat(rows()).hasSize(read.get()).hasSizeGreaterThan(3);
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** The job goes on without a worker that it loses: no domain is lost, none is there twice, and no operator is pressed. */
class LostWorkerTest extends WholeJob {
    @Test
    void aWorkerIsLostInTheMiddle() throws Exception {
        try (FakeInternet internet = FakeInternet.thinking(Duration.ofMillis(200), DEADLINE);
                Cluster cluster = new Cluster(2, 2)) {
            StreamExecutionEnvironment environment = cluster.environment(Duration.ofMillis(200));
            List<String> domains = write(domains(2_000, 40));
            JobID job = start(cluster, environment, internet, limits(2, Duration.ZERO, 60));
            internet.mark(300).await();
            cluster.flink().triggerCheckpoint(job).get();
            internet.mark(800).await();
            loseWorker(cluster);
            cluster.finish(job);

            assertThat(cluster.restored(job)).isPositive();
            allAreThereAndNobodyWasPressed(domains, internet);
        }
    }

    /** Nothing is restored then, and the probes of the lost worker may run all the same. */
    @Test
    void aWorkerIsLostBeforeTheFirstCheckpoint() throws Exception {
        try (FakeInternet internet = FakeInternet.thinking(Duration.ofMillis(200), DEADLINE);
                Cluster cluster = new Cluster(2, 2)) {
            StreamExecutionEnvironment environment = cluster.environment(Duration.ofSeconds(12));
            environment
                    .getCheckpointConfig()
                    .setMinPauseBetweenCheckpoints(12_000); // the first one comes after so long
            List<String> domains = write(domains(500, 20));
            JobID job = start(cluster, environment, internet, limits(2, Duration.ZERO, 60));
            internet.mark(200).await();
            loseWorker(cluster);
            cluster.finish(job);

            assertThat(cluster.restored(job)).isZero();
            allAreThereAndNobodyWasPressed(domains, internet);
        }
    }

    private static void loseWorker(Cluster cluster) throws Exception {
        cluster.flink().terminateTaskManager(0).get();
        cluster.flink().startTaskManager();
    }

    private void allAreThereAndNobodyWasPressed(List<String> domains, FakeInternet internet) throws Exception {
        System.out.printf(
                "KILL %d domains, %d rows, %d probes, %d of them cut, at most %d at once at an operator%n",
                domains.size(),
                rows().size(),
                internet.connections(),
                internet.cut(),
                Collections.max(internet.most().values()));
        assertThat(column("domain")).containsExactlyInAnyOrderElementsOf(domains);
        assertThat(column("verdict")).containsOnly("passed");
        assertThat(internet.cut())
                .as("probes that the lost worker did not finish")
                .isPositive();
        assertThat(internet.connections()).isGreaterThan(domains.size());
        assertThat(internet.most().values()).allMatch(most -> most <= 2);
    }
}

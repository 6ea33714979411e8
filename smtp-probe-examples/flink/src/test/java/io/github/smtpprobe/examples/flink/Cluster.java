/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Flink's own cluster in this JVM, with workers that can be lost. */
final class Cluster implements AutoCloseable {
    private final MiniCluster cluster;
    private final int slots;

    Cluster(int workers, int slotsOfEach) throws Exception {
        Configuration configuration =
                new Configuration(); // small buffers: few lines are on their way between two stages
        configuration.set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, MemorySize.parse("4kb"));
        slots = workers * slotsOfEach;
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(workers)
                .setNumSlotsPerTaskManager(slotsOfEach)
                .build());
        cluster.start();
    }

    MiniCluster flink() {
        return cluster;
    }

    /** An environment for a job that starts again at once when a worker is lost. */
    StreamExecutionEnvironment environment(Duration checkpoints) {
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 5);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(slots);
        ProbeJob.prepare(environment, checkpoints);
        return environment;
    }

    JobID start(StreamExecutionEnvironment environment) throws Exception {
        return cluster.submitJob(environment.getStreamGraph().getJobGraph())
                .get()
                .getJobID();
    }

    /** Waits for the end of a job that has to succeed. */
    void finish(JobID job) throws Exception {
        JobResult result = cluster.requestJobResult(job).get();
        if (!result.isSuccess()) {
            throw new AssertionError(
                    "the job failed", result.getSerializedThrowable().orElse(null));
        }
    }

    /** How often a finished job began again from a checkpoint. */
    long restored(JobID job) throws Exception {
        return Objects.requireNonNull(
                        cluster.getArchivedExecutionGraph(job).get().getCheckpointStatsSnapshot())
                .getCounts()
                .getNumberOfRestoredCheckpoints();
    }

    /** The lines of all files that are complete, as any reader of Flink's sees them. */
    static List<String> output(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        if (!Files.exists(folder)) { // a job that has nothing to write succeeds, too
            return lines;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(each -> !each.getFileName().toString().startsWith("."))
                    .toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    @Override
    public void close() {
        cluster.closeAsync().join();
    }
}

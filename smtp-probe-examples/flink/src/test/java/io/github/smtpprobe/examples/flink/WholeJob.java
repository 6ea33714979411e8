/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What tests of the whole job need: a folder that it reads, one that it writes, and what came of it. */
@Timeout(120)
abstract class WholeJob {
    static final Duration DEADLINE = Duration.ofSeconds(4);

    static final AtomicInteger read = new AtomicInteger();
    static final AtomicInteger ahead = new AtomicInteger();
    private static volatile IntSupplier probed = () -> 0;

    @TempDir
    Path folder;

    Path input;
    Path output;

    @BeforeEach
    void folders() throws IOException {
        input = Files.createDirectory(folder.resolve("in"));
        output = folder.resolve("out");
        read.set(0);
        ahead.set(0);
    }

    JobID start(Cluster cluster, StreamExecutionEnvironment environment, FakeInternet internet, Limits limits)
            throws Exception {
        return start(cluster, ProbeJob.lines(environment, input.toString()), internet, limits);
    }

    JobID start(Cluster cluster, DataStream<String> lines, FakeInternet internet, Limits limits) throws Exception {
        probed = internet::connections;
        ProbeJob.summaries(lines.map(WholeJob::read), internet.probes(), OperatorRule.lastTwoLabels(), limits)
                .sinkTo(ProbeJob.files(output.toString()));
        return cluster.start(lines.getExecutionEnvironment());
    }

    /** Part of the job: the workers are in this JVM, and so is what they count. */
    private static String read(String line) {
        ahead.accumulateAndGet(read.incrementAndGet() - probed.getAsInt(), Math::max);
        return line;
    }

    static Limits limits(int perOperator, Duration interval, int held) {
        return new Limits(perOperator, interval, 50, held, DEADLINE);
    }

    /** Some domains, spread evenly over operators. Their names are long, so that few of them fill a buffer. */
    static List<String> domains(int count, int operators) {
        String label = "long".repeat(15) + ".";
        return IntStream.range(0, count)
                .mapToObj(each -> "d" + each + "." + label + label + "op" + each % operators + ".example")
                .toList();
    }

    /** To one file, which one subtask reads. */
    List<String> write(List<String> lines) throws IOException {
        Files.write(input.resolve("domains.txt"), lines);
        return lines;
    }

    List<JsonNode> rows() throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Cluster.output(output)) {
            rows.add(new ObjectMapper().readTree(line));
        }
        return rows;
    }

    List<String> column(String name) throws IOException {
        return rows().stream().map(each -> each.get(name).asText()).toList();
    }
}

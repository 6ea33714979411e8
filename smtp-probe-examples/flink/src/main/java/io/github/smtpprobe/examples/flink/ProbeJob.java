/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.TextLineInputFormat;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.apache.flink.util.Collector;

/**
 * The job: it reads domains and writes one line of JSON for each of them.
 *
 * <pre>
 * lines -> MX look-up -> by operator: queue, permits, probe -> files
 *               \--- lines that are no domain, domains without a host ---/
 * </pre>
 */
public final class ProbeJob {
    private ProbeJob() {}

    /**
     * Runs the job with the arguments {@code --input DIR --output DIR --helo NAME}, and optionally
     * {@code --per-operator 2 --interval 1000} (ms) {@code --in-flight 200 --held 10000 --deadline 30} (s) {@code --share 600}
     * (s) {@code --checkpoint 60} (s).
     *
     * @param args see above
     * @throws IllegalArgumentException if one of them is missing, wrong or unknown; the message names it
     * @throws Exception if the job fails
     */
    public static void main(String[] args) throws Exception {
        Arguments given = new Arguments(args);
        String input = given.input();
        String output = given.output();
        Probes probes = given.probes();
        Limits limits = given.limits();
        Duration checkpoints = given.checkpoints();
        given.check(probes, limits);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        prepare(environment, checkpoints);
        summaries(lines(environment, input), probes, OperatorRule.lastTwoLabels(), limits)
                .sinkTo(files(output))
                .name("files");
        environment.execute("smtp-probe");
    }

    /**
     * Builds the part between source and sink; either can be replaced, for example by a Kafka topic or a table.
     *
     * @param lines     lines with one domain each; blank lines and lines that begin with # are skipped
     * @param probes    how the probe and its requests are made
     * @param operators tells who runs an exchanger
     * @param limits    how much the job does at once
     * @return one summary for each line
     */
    static DataStream<Summary> summaries(
            DataStream<String> lines, Probes probes, OperatorRule operators, Limits limits) {
        SingleOutputStreamOperator<Resolved> resolved = AsyncDataStream.unorderedWait(
                        lines.map(ProbeJob::text)
                                .filter(ProbeJob::namesSomething)
                                .rebalance(), // one file is read by one subtask, and looked up by all
                        new MxLookup(probes, limits, operators),
                        limits.afterLoss().toMillis(),
                        TimeUnit.MILLISECONDS,
                        limits.inFlight())
                .name("MX look-up");
        DataStream<Summary> probed = resolved.flatMap(ProbeJob::candidates)
                .returns(Candidate.class)
                .keyBy(Candidate::operator)
                .transform("probe", TypeInformation.of(Summary.class), new PoliteProbes(probes, limits));
        return resolved.flatMap(ProbeJob::lastWords).returns(Summary.class).union(probed);
    }

    private static void candidates(Resolved resolved, Collector<Candidate> out) {
        if (resolved.candidate() != null) {
            out.collect(resolved.candidate());
        }
    }

    private static void lastWords(Resolved resolved, Collector<Summary> out) {
        if (resolved.summary() != null) {
            out.collect(resolved.summary());
        }
    }

    /** Without blanks around it, and without the byte order mark that some editors put before the first line of a file. */
    private static String text(String line) {
        return (line.startsWith("\ufeff") ? line.substring(1) : line).strip();
    }

    private static boolean namesSomething(String line) {
        return !line.isBlank() && !line.startsWith("#");
    }

    /**
     * State contains only types that Flink can serialize itself. Checkpoints are unaligned, so that a barrier overtakes what is
     * waiting for a slow operator, and a checkpoint that takes too long, for example while the last probes drain, does not fail
     * the job.
     */
    static void prepare(StreamExecutionEnvironment environment, Duration interval) {
        environment.configure(new Configuration().set(PipelineOptions.GENERIC_TYPES, false));
        environment.enableCheckpointing(interval.toMillis());
        environment.getCheckpointConfig().enableUnalignedCheckpoints();
        environment.getCheckpointConfig().setTolerableCheckpointFailureNumber(Integer.MAX_VALUE);
    }

    static DataStream<String> lines(StreamExecutionEnvironment environment, String input) {
        FileSource<String> source = FileSource.forRecordStreamFormat(new TextLineInputFormat(), new Path(input))
                .build();
        return environment.fromSource(source, WatermarkStrategy.noWatermarks(), "lines");
    }

    /** A file gets its final name when its checkpoint is complete; until then its name begins with a dot. */
    static Sink<Summary> files(String output) {
        return FileSink.forRowFormat(new Path(output), new JsonLines())
                .withBucketAssigner(new BasePathBucketAssigner<>())
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .withOutputFileConfig(new OutputFileConfig("probes", ".jsonl"))
                .build();
    }
}

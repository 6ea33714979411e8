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
import org.apache.flink.util.ParameterTool;

/**
 * The job: domains in, one line of JSON for each of them out.
 *
 * <pre>
 * lines -> MX look-up -> by operator: queue, permits, probe -> files
 *               \--- lines that are no domain, domains without a host ---/
 * </pre>
 */
public final class ProbeJob {
    private ProbeJob() {}

    /**
     * Runs it: {@code --input DIR --output DIR --helo NAME}, and as one likes {@code --per-operator 2 --interval 1000} (ms)
     * {@code --in-flight 200 --held 10000 --deadline 30} (s) {@code --share 600} (s) {@code --checkpoint 60} (s).
     *
     * @param args see above
     * @throws Exception if the job fails
     */
    public static void main(String[] args) throws Exception {
        ParameterTool given = ParameterTool.fromArgs(args);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        prepare(environment, Duration.ofSeconds(given.getLong("checkpoint", 60)));
        summaries(
                        lines(environment, given.getRequired("input")),
                        Probes.ofPublicInternet(given.getRequired("helo")),
                        OperatorRule.lastTwoLabels(),
                        limits(given))
                .sinkTo(files(given.getRequired("output")))
                .name("files");
        environment.execute("smtp-probe");
    }

    /**
     * What is between source and sink, both of which may be others: a topic of Kafka's, a table.
     *
     * @param lines     each with one domain; blank ones and those that begin with # are passed over
     * @param probes    what is asked, and with what
     * @param operators who runs an exchanger
     * @param limits    how much at once
     * @return one summary for each line
     */
    static DataStream<Summary> summaries(
            DataStream<String> lines, Probes probes, OperatorRule operators, Limits limits) {
        SingleOutputStreamOperator<Resolved> resolved = AsyncDataStream.unorderedWait(
                        lines.filter(ProbeJob::namesSomething)
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

    private static boolean namesSomething(String line) {
        return !line.isBlank() && !line.startsWith("#");
    }

    /**
     * State holds only what Flink itself knows to write. A barrier overtakes what waits in front of a slow operator (unaligned), and a
     * checkpoint that comes too late, as while the last probes drain, fails alone.
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

    /** A file is under its final name once its checkpoint is complete; until then its name begins with a dot. */
    static Sink<Summary> files(String output) {
        return FileSink.forRowFormat(new Path(output), new JsonLines())
                .withBucketAssigner(new BasePathBucketAssigner<>())
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .withOutputFileConfig(new OutputFileConfig("probes", ".jsonl"))
                .build();
    }

    private static Limits limits(ParameterTool given) {
        Limits polite = Limits.polite();
        return new Limits(
                given.getInt("per-operator", polite.perOperator()),
                Duration.ofMillis(given.getLong("interval", polite.interval().toMillis())),
                given.getInt("in-flight", polite.inFlight()),
                given.getInt("held", polite.held()),
                Duration.ofSeconds(given.getLong("deadline", polite.deadline().toSeconds())),
                Duration.ofSeconds(given.getLong("share", polite.share().toSeconds())));
    }
}

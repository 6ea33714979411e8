/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.TextLineInputFormat;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on Flink's own cluster, from file to file. */
@Timeout(120)
class ProbeJobTest {
    private static final Duration DEADLINE = Duration.ofSeconds(4);

    private static final AtomicInteger read = new AtomicInteger();
    private static final AtomicInteger ahead = new AtomicInteger();
    private static volatile IntSupplier probed = () -> 0;

    @TempDir
    Path folder;

    private Path input;
    private Path output;

    @BeforeEach
    void folders() throws IOException {
        input = Files.createDirectory(folder.resolve("in"));
        output = folder.resolve("out");
        read.set(0);
        ahead.set(0);
    }

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

    @Test
    void timersThatArePendingAtTheEndOfInputAreWaitedFor() throws Exception {
        List<String> domains = write(domains(8, 1));
        try (FakeInternet internet = FakeInternet.thinking(Duration.ofMillis(1), DEADLINE);
                Cluster cluster = new Cluster(1, 2)) {
            JobID job = start(
                    cluster,
                    cluster.environment(Duration.ofMillis(200)),
                    internet,
                    limits(2, Duration.ofMillis(150), 1_000));
            cluster.finish(job);

            assertThat(column("domain")).containsExactlyInAnyOrderElementsOf(domains);
            assertThat(internet.connections()).isEqualTo(8);
        }
    }

    @Test
    void everyLineIsAccountedFor() throws Exception {
        write(List.of(
                "# the list of today",
                "",
                "d1.op1.example",
                "d1.op1.example",
                "not a domain",
                "nobody.example",
                "a..b",
                "mail@d1.op1.example"));
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
                            "unresolved nobody.example");
            assertThat(rows())
                    .allSatisfy(each -> assertThat(each.get("summary").asText()).isNotBlank());
        }
    }

    @Test
    void anOperatorThatIsAskedTooMuchIsAskedLess() throws Exception {
        write(domains(4, 1));
        try (FakeInternet internet = FakeInternet.saying("S: 421 4.7.0 Too many connections\n", DEADLINE);
                Cluster cluster = new Cluster(1, 2)) {
            JobID job = start(
                    cluster, cluster.environment(Duration.ofMillis(200)), internet, limits(1, Duration.ZERO, 1_000));
            cluster.finish(job);

            assertThat(column("state")).containsExactly("rate-limited", "rate-limited", "rate-limited", "rate-limited");
            List<Long> times = internet.times();
            assertThat(times).hasSize(4);
            assertThat(times.get(1) - times.get(0)).isGreaterThanOrEqualTo(990);
            assertThat(times.get(2) - times.get(1)).isGreaterThanOrEqualTo(1_990);
            assertThat(times.get(3) - times.get(2)).isGreaterThanOrEqualTo(3_990);
        }
    }

    /** Those that wait for a turn have no need of it once the first one is done, and those that come later never have. */
    @Test
    void domainsOfOneExchangerShareItsProbe() throws Exception {
        List<String> domains = write(domains(500, 2));
        try (FakeInternet internet = FakeInternet.thinking(Duration.ofMillis(20), DEADLINE);
                Cluster cluster = new Cluster(1, 2)) {
            JobID job = start(
                    cluster,
                    cluster.environment(Duration.ofMillis(200)),
                    internet,
                    limits(1, Duration.ofSeconds(1), 60).sharing(Duration.ofMinutes(5)));
            cluster.finish(job);

            assertThat(internet.connections()).isEqualTo(2);
            assertThat(column("domain")).containsExactlyInAnyOrderElementsOf(domains);
            assertThat(column("verdict")).containsOnly("passed");
            assertThat(column("state").stream().filter("probed"::equals)).hasSize(2);
            assertThat(column("state").stream().filter("shared"::equals)).hasSize(498);
            assertThat(column("started").stream().distinct()).as("of those two").hasSize(2);
        }
    }

    /** What nobody learnt is not shared, and what is too old is learnt again. */
    @Test
    void aProbeThatIsTooOldIsNotShared() throws Exception {
        write(domains(6, 1));
        try (FakeInternet internet = FakeInternet.thinking(Duration.ofMillis(1), DEADLINE);
                Cluster cluster = new Cluster(1, 2)) {
            StreamExecutionEnvironment environment = cluster.environment(Duration.ofMillis(200));
            JobID job = start(
                    cluster,
                    ProbeJob.lines(environment, input.toString()).map(ProbeJobTest::late),
                    internet,
                    limits(1, Duration.ZERO, 60).sharing(Duration.ofMillis(100)));
            cluster.finish(job);

            assertThat(column("state")).hasSize(6).containsOnly("probed");
        }
    }

    private static String late(String line) throws InterruptedException {
        Thread.sleep(300);
        return line;
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

    private JobID start(Cluster cluster, StreamExecutionEnvironment environment, FakeInternet internet, Limits limits)
            throws Exception {
        return start(cluster, ProbeJob.lines(environment, input.toString()), internet, limits);
    }

    private JobID start(Cluster cluster, DataStream<String> lines, FakeInternet internet, Limits limits)
            throws Exception {
        probed = internet::connections;
        ProbeJob.summaries(lines.map(ProbeJobTest::read), internet.probes(), OperatorRule.lastTwoLabels(), limits)
                .sinkTo(ProbeJob.files(output.toString()));
        return cluster.start(lines.getExecutionEnvironment());
    }

    /** Part of the job: the workers are in this JVM, and so is what they count. */
    private static String read(String line) {
        ahead.accumulateAndGet(read.incrementAndGet() - probed.getAsInt(), Math::max);
        return line;
    }

    private static Limits limits(int perOperator, Duration interval, int held) {
        return new Limits(perOperator, interval, 50, held, DEADLINE);
    }

    /** Some domains, spread evenly over operators. Their names are long, so that few of them fill a buffer. */
    private static List<String> domains(int count, int operators) {
        String label = "long".repeat(15) + ".";
        return IntStream.range(0, count)
                .mapToObj(each -> "d" + each + "." + label + label + "op" + each % operators + ".example")
                .toList();
    }

    /** To one file, which one subtask reads. */
    private List<String> write(List<String> lines) throws IOException {
        Files.write(input.resolve("domains.txt"), lines);
        return lines;
    }

    private List<JsonNode> rows() throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Cluster.output(output)) {
            rows.add(new ObjectMapper().readTree(line));
        }
        return rows;
    }

    private List<String> column(String name) throws IOException {
        return rows().stream().map(each -> each.get(name).asText()).toList();
    }
}

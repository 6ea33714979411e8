/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.cli.CommandLineTest.Result;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same probe again and again: a line each. */
class RepeatedProbeTest {
    private static final String WORKS = "S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye";
    private static final String REFUSES = "S: 554 5.7.1 no";

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    private Result probe(List<String> dialogues, String... more) {
        ScriptedServer server = servers.start(
                ScriptedServer.playing(dialogues.stream().map(Script::parse).toArray(Script[]::new)));
        List<String> arguments = new ArrayList<>(List.of("127.0.0.1", "-p", "" + server.port(), "--tls=plain"));
        arguments.addAll(List.of(more));
        return CommandLineTest.run(arguments.toArray(new String[0]));
    }

    @Test
    void aLineForEachAndFiguresAtTheEnd() {
        Result result = probe(List.of(WORKS, REFUSES), "--repeat", "2", "--every", "1s");
        assertThat(result.code()).as("of the worst: " + result).isEqualTo(1);
        assertThat(result.out().lines())
                .hasSize(3)
                .satisfiesExactly(
                        line -> assertThat(line).contains(" ms  ", "PASSED"),
                        line -> assertThat(line).contains("FAILED"),
                        line -> assertThat(line)
                                .startsWith("2 probes: 1 passed, 1 failed; they took ")
                                .endsWith(" ms at most."));
    }

    @Test
    void asJsonEachLineIsAReport() {
        Result result = probe(List.of(WORKS, WORKS), "--repeat=2", "--every=1", "--json");
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(result.out().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(Json.read(line)).containsEntry("verdict", "passed"));
    }

    @Test
    void aFileHoldsTheLast(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("metrics.prom");
        Result result =
                probe(List.of(WORKS, REFUSES), "--repeat=2", "--every=1", "--format=prometheus", "--output=" + file);
        assertThat(result.code()).as(result.toString()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(Files.readString(file)).containsPattern("(?m)^smtp_probe_success\\{.*} 0$");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--repeat=0|--repeat must be 1 or more",
                "--every=100ms|--every must be 1 second or more",
                "--every=canary|--every takes a time",
                "--repeat=2 --send -f a@example.com -t b@example.com|do not go with --send"
            })
    void whatMakesNoSenseIsSaid(String options, String words) {
        List<String> arguments = new ArrayList<>(List.of("127.0.0.1", "-p", "1"));
        arguments.addAll(List.of(options.split(" ")));
        Result result = CommandLineTest.run(arguments.toArray(new String[0]));
        assertThat(result.code()).as(result.toString()).isEqualTo(2);
        assertThat(result.err()).contains(words).doesNotContain("canary");
    }

    /** That of an even number is the mean of the two in the middle. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "70 | 70",
                "70,169 | 119.5",
                "169,70 | 119.5",
                "70,170 | 120",
                "3,1,2 | 2",
                "1,1,2,2 | 1.5",
                "1,1,1,9 | 1",
                "4,1,3,2 | 2.5",
                "5,5,5,5,6 | 5"
            })
    void theMedian(String millis, String median) {
        SortedMap<Long, Long> often = new TreeMap<>();
        for (String each : millis.split(",")) {
            often.merge(Long.parseLong(each), 1L, Long::sum);
        }
        assertThat(Repetition.median(often)).isEqualTo(median);
    }
}

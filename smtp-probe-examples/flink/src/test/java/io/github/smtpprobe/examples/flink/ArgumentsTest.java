/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with the arguments is told by name before the job runs, and no domain is blamed for it. */
class ArgumentsTest {
    @TempDir
    Path folder;

    private void run(String... more) throws Exception {
        ProbeJob.main(Stream.concat(
                        Stream.of(
                                "--input",
                                folder.toString(),
                                "--output",
                                folder.resolve("out").toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--per_operator 1; no such arguments: --per_operator",
                "--peroperator 1 --foo; no such arguments: --foo, --peroperator",
                "--per-operator 0; --per-operator must be a whole number, and at least 1",
                "--per-operator two; --per-operator must be a whole number, and at least 1",
                "--interval -1; --interval must be a whole number, and at least 0",
                "--interval; --interval is missing",
                "--in-flight 0; --in-flight must be a whole number, and at least 1",
                "--in-flight 50 --held 49; --held must be a whole number, and at least 50",
                "--deadline 0; --deadline must be a whole number, and at least 1",
                "--deadline 7200; --deadline must be 1 ms to 1 h",
                "--share 99999999999; --share must be a whole number, and at least 0",
                "--checkpoint 0; --checkpoint must be a whole number, and at least 1"
            })
    void aWrongArgumentIsNamed(String given, String told) {
        assertThatThrownBy(() -> run(("--helo probe.example.org " + given).split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(told);
    }

    @Test
    void theNameForEhloIsAskedForAndChecked() {
        assertThatThrownBy(this::run).hasMessage("--helo is missing");
        assertThatThrownBy(() -> run("--helo", "--share", "0")).hasMessage("--helo is missing");
        assertThatThrownBy(() -> run("--helo", "a..b")).hasMessageStartingWith("--helo has an empty label");
    }

    /** Flink would start such a job again and again. */
    @Test
    void aFolderThatIsNotThereIsNoInput() {
        assertThatThrownBy(() -> new Arguments("--input", folder.resolve("none").toString()).input())
                .hasMessage("--input names nothing that exists");
        assertThat(new Arguments("--input", folder.toUri().toString()).input())
                .isEqualTo(folder.toUri().toString());
        assertThat(new Arguments("--input", "nowhere://host/domains").input())
                .as("a file system that only the cluster has")
                .isEqualTo("nowhere://host/domains");
    }

    @Test
    void whatIsGivenCounts() {
        assertThat(new Arguments().limits()).isEqualTo(Limits.polite());
        assertThat(new Arguments("--per-operator", "50", "--interval", "0", "--in-flight", "20000", "--share", "0")
                        .limits())
                .isEqualTo(new Limits(
                        50, Duration.ZERO, 20_000, 20_000, Limits.polite().deadline(), Duration.ZERO));
    }
}

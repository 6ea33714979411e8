/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.cli.CommandLineTest;
import io.github.smtpprobe.cli.CommandLineTest.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plan refuses what the batch would, and tells what the batch would do. */
class DryRunTest extends BatchBeginning {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--concurrency 0",
                "--per-host 0",
                "--per-operator 0",
                "--per-operator 100001",
                "--interval 3601",
                "--give-up-after 86401",
                "--port 0",
                "--port 65536",
                "-o ",
                "--journal ",
                "-o /no/such/folder/out",
                "--resume",
                "--helo a_b.c!"
            })
    void whatTheBatchRefusesAPlanRefuses(String options) throws Exception {
        List<String> plan =
                new ArrayList<>(List.of("batch", list("mx.example.com:25").toString(), "--dry-run"));
        plan.addAll(List.of(options.split(" ", -1)));
        Result result = CommandLineTest.run(plan.toArray(new String[0]));
        assertThat(result.code()).as(result.toString()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("smtp-probe batch: ")
                .doesNotContain("Exception", "--ehlo")
                .contains(options.startsWith("-o") ? "-o " : options.split(" ", -1)[0]);
    }

    @Test
    void aListWithoutTargetsIsRefusedAsInTheBatch() throws Exception {
        Result result = batch(list("# nobody"), "--dry-run");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("the list has no target");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aPlanToGoOnCountsWhatIsLeft() throws Exception {
        String target = "127.0.0.1:" + servers.play(WORKS).port();
        Path list = list(target, target);
        String out = folder.resolve("out.jsonl").toString();
        assertThat(batch(list, "-o", out).code()).isZero();
        String written = Files.readString(Path.of(out));
        list(target, target, "mx.example.com:25");
        Result result = batch(list, "-o", out, "--resume", "--dry-run");
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(result.out())
                .contains("1 target of 1 operator", "  1  example.com", "2 targets have a line by an earlier run.");
        Result anew = batch(list, "-o", out, "--dry-run");
        assertThat(anew.code()).as("the batch would not write over it").isEqualTo(2);
        assertThat(anew.err()).contains("--resume goes on with it");
        list("mx.example.org:25");
        assertThat(batch(list, "-o", out, "--resume", "--dry-run").err())
                .contains("target 1 of the list is not the one that -o has a line of");
        assertThat(Path.of(out)).hasContent(written);
    }

    @Test
    void aPortIsForServersWhoseLineNamesNone() throws Exception {
        Path list = list("mx.example.com", "mx.example.com:26", "mx:example.com");
        assertThat(batch(list, "--dry-run").err())
                .contains("line 1 is passed over: it names no port, which --tls needs: write host:port, or add --port");
        Result result = batch(list, "--port", "25", "--dry-run");
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(result.out()).contains("3 targets of 1 operator");
        int port = servers.play(WORKS).port();
        Result run = batch(list("127.0.0.1"), "-p", String.valueOf(port), "--summary");
        assertThat(run.code()).as(run.toString()).isZero();
        assertThat(rows(run.out()).get(0).get("port").asInt()).isEqualTo(port);
    }
}

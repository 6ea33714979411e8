/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.smtpprobe.cli.CommandLineTest.Result;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Who does not want to be probed is not, also where that is learnt between two runs, and moves nobody else from his place. */
class LeftOutTest {
    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    @TempDir
    Path folder;

    private ScriptedServer server;
    private Path list;
    private Path not;
    private Path out;

    @BeforeEach
    void five() throws IOException {
        server = servers.start(
                ScriptedServer.playing(Script.parse(BatchBeginning.WORKS)).lenient());
        String one = "127.0.0.1:" + server.port();
        list = Files.write(folder.resolve("list.txt"), List.of("mx.example.org:25", one, one, "a.example.net:25", one));
        not = folder.resolve("not.txt");
        out = folder.resolve("out.jsonl");
        Files.writeString(not, "example.org\nexample.net\n");
    }

    private Result batch(String... more) {
        String[] options = {"--summary", "-o", out.toString(), "--do-not-probe", not.toString()};
        String[] all = java.util.Arrays.copyOf(options, options.length + more.length);
        System.arraycopy(more, 0, all, options.length, more.length);
        return BatchBeginning.batch(list, all);
    }

    private List<Integer> numbers() throws IOException {
        return BatchBeginning.rows(Files.readString(out)).stream()
                .map(row -> row.get("number").asInt())
                .sorted()
                .toList();
    }

    @Test
    void theNumberIsThePlaceInTheList() throws Exception {
        Result result = batch();
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(numbers()).containsExactly(2, 3, 5);
        assertThat(result.err())
                .contains("3 of 5 done", "2 left out", "2 targets in the --do-not-probe file were left out");
        assertThat(batch("--resume").err()).contains("0 targets in", "and 3 by an earlier run");
    }

    @Test
    void whoAsksForItBetweenTwoRunsIsNotAskedAgain() throws Exception {
        Path journal = folder.resolve("journal");
        assertThat(batch("--journal", journal.toString()).code()).isZero();
        int asked = server.connections();
        List<String> lines = Files.readAllLines(out);
        Files.write(out, lines.subList(0, 1)); // the others were on their way
        int kept = BatchBeginning.rows(lines.get(0)).get(0).get("number").asInt();
        Files.writeString(not, "example.org\nexample.net\n127.0.0.0/8\n");
        Result result = batch("--journal", journal.toString(), "--resume");
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(numbers()).containsExactly(kept);
        assertThat(server.connections()).isEqualTo(asked);
        assertThat(result.err())
                .contains(
                        "4 targets in the --do-not-probe file were left out, also where an earlier run had begun",
                        "1 target in the --do-not-probe file was done by an earlier run, and not asked again");
        Result plan = batch("--journal", journal.toString(), "--resume", "--dry-run");
        assertThat(plan.out())
                .as(plan.toString())
                .contains("0 targets of 0 operators", "1 target has a line by an earlier run", "4 targets in the")
                .doesNotContain("About");
    }

    /** Only the address that the name leads to is forbidden, which the list alone does not tell. */
    @Test
    void whereEveryWayIsForbiddenNothingWasTested() throws Exception {
        Files.writeString(not, "127.0.0.0/8\n::1\n");
        Files.writeString(list, "localhost:" + server.port() + "\n");
        for (String format : List.of("--summary", "--fail-above=0")) {
            Result result = BatchBeginning.batch(list, format, "--do-not-probe", not.toString());
            assertThat(result.code()).as(result.toString()).isZero();
            JsonNode row = BatchBeginning.rows(result.out()).get(0);
            assertThat(row.get("state").asText()).isEqualTo("denied");
            assertThat(row.get(format.equals("--summary") ? "summary" : "detail")
                            .asText())
                    .isEqualTo("not asked: the --do-not-probe file forbids every way to it");
            assertThat(result.err()).contains("not tested      denied 1").doesNotContain("FAILED 1");
            RowFormat kind = format.equals("--summary") ? RowFormat.SUMMARY : RowFormat.REPORT;
            Written written = Written.of(new ByteArrayInputStream(result.out().getBytes(StandardCharsets.UTF_8)), kind);
            assertThat(written.denied()).isEqualTo(1);
            assertThat(written.failed())
                    .as("what its report says does not count")
                    .isZero();
        }
        assertThat(server.connections()).isZero();
        assertThat(batch().code()).isZero();
        assertThat(batch("--resume").code())
                .as("its line does not count either")
                .isZero();
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpprobe.examples.CommandLineTest;
import io.github.smtpprobe.examples.CommandLineTest.Result;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code smtp-probe batch} as a user meets it: lists, outputs, exit codes, and what it refuses. */
class BatchCommandTest {
    private static final String WORKS = """
        S: 220 mx.example.com ESMTP
        C: EHLO x
        S: 250 mx.example.com
        C: QUIT
        S: 221 bye
        """;
    private static final String REFUSES = "S: 554 5.7.1 no";

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    @TempDir
    Path folder;

    private Path list(String... lines) throws IOException {
        return Files.write(folder.resolve("list.txt"), List.of(lines));
    }

    private Result batch(Path list, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("batch", list.toString(), "--tls", "plain", "--interval", "0"));
        arguments.addAll(List.of(options));
        return CommandLineTest.run(arguments.toArray(new String[0]));
    }

    private static List<JsonNode> rows(String text) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : text.lines().toList()) {
            rows.add(new ObjectMapper().readTree(line));
        }
        return rows;
    }

    @Test
    void oneReportALine() throws Exception {
        int good = servers.play(WORKS).port();
        int bad = servers.play(REFUSES).port();
        Result result = batch(list("# servers", "", "127.0.0.1:" + good, "[127.0.0.1]:" + bad + " # refuses"));
        assertThat(result.code()).as(result.toString()).isEqualTo(1);
        assertThat(rows(result.out()))
                .extracting(row ->
                        row.get("number") + " " + row.at("/report/verdict").asText())
                .containsExactlyInAnyOrder("1 passed", "2 failed");
        assertThat(result.err()).contains("2 targets in", "PASSED 1, FAILED 1");
        assertThat(batch(list("127.0.0.1:" + good, "127.0.0.1:" + bad), "--fail-above", "50")
                        .code())
                .as("half of them is not more than half")
                .isZero();
        assertThat(batch(list("127.0.0.1:" + good)).code()).isZero();
    }

    @Test
    void columns() throws Exception {
        int bad = servers.play("S: 554 =cmd|' /C calc'!A0").port();
        Path csv = folder.resolve("out.csv");
        assertThat(batch(list("host,port,note", "127.0.0.1," + bad + ",\"a, b\""), "--summary", "-o", csv.toString())
                        .code())
                .isEqualTo(1);
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .startsWith("number,target,state,verdict,finding,summary,operator,host,address,port,tls");
        assertThat(Csv.fields(lines.get(1)))
                .startsWith("1", "127.0.0.1:" + bad, "probed", "failed")
                .contains("127.0.0.1", String.valueOf(bad), "false");
        Result json = batch(list("127.0.0.1:" + bad), "--summary", "--contact", "ada@example.com");
        assertThat(rows(json.out()).get(0).get("verdict").asText()).isEqualTo("failed");
        assertThat(rows(json.out()).get(0).get("contact").asText()).isEqualTo("ada@example.com");
    }

    @Test
    void malformedLinesAreToldByNumberAndNeverRepeated() throws Exception {
        int good = servers.play(WORKS).port();
        String secret = "Hunter2-of-canaries";
        Result result = batch(list(
                "127.0.0.1:" + good,
                "ada:" + secret + "@mx.example.com",
                "smtp://ada:" + secret + "@mx.example.com",
                "mx.example.com:" + secret,
                "a..b:25",
                secret + " " + secret + ":25",
                "mx:" + secret + "/",
                "127.0.0.1:70000",
                "no.port.example",
                "x".repeat(Lines.LONGEST + 1)));
        assertThat(result.code()).as(result.toString()).isEqualTo(4);
        assertThat(result.err())
                .contains("line 2 is", "line 3 is", "line 4 is", "line 5 is", "line 6 is", "line 7 is", "line 8 is")
                .contains("line 9 is passed over: it names no port", "line 10 is passed over: longer than 8192 octets")
                .contains("9 lines are no target")
                .doesNotContain(secret, "Exception");
        assertThat(rows(result.out())).as("the others are probed").hasSize(1);
    }

    @Test
    void whatIsRefusedIsRefusedBeforeAnythingIsProbed() throws Exception {
        ScriptedServer server = servers.play(WORKS);
        Path good = list("127.0.0.1:" + server.port());
        Path out = folder.resolve("taken.jsonl");
        Files.writeString(out, "{}\n");
        List<List<String>> wrong = List.of(
                List.of(good.toString(), "--concurrency", "0"),
                List.of(good.toString(), "--per-host", "many"),
                List.of(good.toString(), "--interval", "-1"),
                List.of(good.toString(), "--deadline", "0"),
                List.of(good.toString(), "--fail-above", "101"),
                List.of(good.toString(), "--helo", "a b"),
                List.of(good.toString(), "--contact", "nobody"),
                List.of(good.toString(), "--csv"),
                List.of(good.toString(), "--resume"),
                List.of(good.toString(), "-o", out.toString()),
                List.of(good.toString(), "-o", folder.resolve("no/such/folder").toString()),
                List.of(good.toString(), "--do-not-probe", "/no/such/file"),
                List.of(good.toString(), "--user", "ada"),
                List.of(good.toString(), "--password", "Hunter2"),
                List.of("/no/such/list"),
                List.of());
        for (List<String> each : wrong) {
            List<String> all = new ArrayList<>(List.of("batch"));
            all.addAll(each);
            Result result = CommandLineTest.run(all.toArray(new String[0]));
            assertThat(result.code()).as(each + " " + result).isEqualTo(2);
            assertThat(result.err())
                    .as(each.toString())
                    .contains("smtp-probe batch: ")
                    .doesNotContain("Hunter2", "Exception");
        }
        assertThat(server.connections()).isZero();
        assertThat(batch(list("host,password", "127.0.0.1,x")).err()).contains("a column for credentials");
        assertThat(batch(list("a,b", "127.0.0.1,x")).err()).contains("names no column");
        assertThat(batch(list("# nothing")).err()).contains("the list has no target");
        assertThat(CommandLineTest.run("batch", good.toString(), "--password", "x")
                        .err())
                .contains("A batch takes no credentials");
    }

    @Test
    void manyTargetsNeedSomebodyWhoAnswersForThem() throws Exception {
        ScriptedServer server = servers.play(WORKS);
        Path many = Files.write(
                folder.resolve("many.txt"),
                IntStream.range(0, 101)
                        .mapToObj(i -> "127.0.0.1:" + server.port())
                        .toList());
        Result refused = batch(many, "--helo", "probe.example.com");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("more than 100 targets need --helo and --contact");
        assertThat(server.connections()).isZero();
        assertThat(batch(many, "--dry-run").code()).as("a plan asks nobody").isZero();
    }

    @Test
    void aDryRunConnectsToNothing() throws Exception {
        ScriptedServer server = servers.play(WORKS);
        Result result = batch(
                list(
                        "127.0.0.1:" + server.port(),
                        "mx:a.example.co.uk",
                        "mx:b.example.co.uk",
                        "mx:other.com",
                        "a..b:1"),
                "--dry-run");
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.out())
                .contains("4 targets of 3 operators", "  2  example.co.uk", "Nothing was looked up or connected to");
        assertThat(server.connections()).isZero();
    }

    @Test
    void whoDoesNotWantItIsNotProbed() throws Exception {
        ScriptedServer server = servers.play(WORKS);
        Path not = folder.resolve("not.txt");
        Files.writeString(not, "example.org # and below\n127.0.0.0/8\n");
        Result result =
                batch(list("127.0.0.1:" + server.port(), "mail.Example.ORG.:25"), "--do-not-probe", not.toString());
        assertThat(server.connections()).isZero();
        assertThat(rows(result.out()))
                .as("by its name it is left out, by its address no connection is made")
                .hasSize(1);
        assertThat(result.err()).contains("1 of the targets are in the --do-not-probe file");
        Files.writeString(not, "example.org\n127.0.0.300\n");
        assertThat(batch(list("127.0.0.1:1"), "--do-not-probe", not.toString()).err())
                .contains("--do-not-probe: line 2 is no address or network");
    }

    static boolean fullDevice() {
        return Files.isWritable(Path.of("/dev/full"));
    }

    @Test
    @EnabledIf("fullDevice")
    void aFullDiskStopsTheBatchWithWords() throws Exception {
        Result result = batch(list("127.0.0.1:" + servers.play(WORKS).port()), "-o", "/dev/full");
        assertThat(result.code()).isEqualTo(5);
        assertThat(result.err())
                .contains("the output takes no more", "--resume goes on")
                .doesNotContain("Exception");
    }

    @Test
    void goesOnWhereItStopped() throws Exception {
        ScriptedServer server = servers.play(WORKS);
        String target = "127.0.0.1:" + server.port();
        Path list = list(target, target, target, target);
        Path out = folder.resolve("out.jsonl");
        assertThat(batch(list, "--summary", "-o", out.toString()).code()).isZero();
        List<String> all = Files.readAllLines(out);
        Files.writeString(
                out, all.get(0) + "\n" + all.get(2) + "\n" + all.get(1).substring(0, 20));
        Result result = batch(list, "--summary", "-o", out.toString(), "--resume");
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(rows(Files.readString(out)))
                .extracting(row -> row.get("number").asInt())
                .containsExactlyInAnyOrder(1, 2, 3, 4);
        assertThat(result.err()).contains("2 targets in", "and 2 by an earlier run");
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.smtpprobe.cli.CommandLineTest;
import io.github.smtpprobe.cli.CommandLineTest.Result;
import io.github.smtpprobe.cli.PercentText;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code smtp-probe batch} as a user meets it: lists, outputs, exit codes, and what it refuses. */
class BatchCommandTest extends BatchBeginning {
    private static final String REFUSES = "S: 554 5.7.1 no";

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

    private static final String OFFERS = """
        S: 220 mx.example.com ESMTP
        C: EHLO x
        S: 250-mx.example.com
        S: 250 PIPELINING
        """;

    /** A server that reads all commands before it answers one keeps in lock-step waiting. */
    @Test
    void anEnvelopeGoesTogetherUnlessInLockStep() throws Exception {
        int patient = servers.play(OFFERS + """
            C: MAIL FROM:<>
            C: RCPT TO:<postmaster@example.com>
            C: RCPT TO:<bob@example.com>
            C: RSET
            C: QUIT
            S: 250 2.1.0 ok
            S: 250 2.1.5 ok
            S: 550 5.1.1 no such user
            S: 250 2.0.0 ok
            S: 221 2.0.0 bye
            """).port();
        String[] envelope = {"--from", "<>", "--to", "postmaster@example.com", "--to", "bob@example.com"};
        Result together = batch(list("127.0.0.1:" + patient), envelope);
        JsonNode report = rows(together.out()).get(0).get("report");
        assertThat(report.at("/rootCause").asText()).as(together.toString()).isEqualTo("recipient.unknown");
        assertThat(report.at("/request/pipelining").asBoolean()).isTrue();

        int strict = servers.play(OFFERS + """
            C: MAIL FROM:<ada@example.com>
            S: 250 2.1.0 ok
            C: RCPT TO:<bob@example.com>
            S: 250 2.1.5 ok
            C: RSET
            S: 250 2.0.0 ok
            C: QUIT
            S: 221 2.0.0 bye
            """).port();
        Result alone =
                batch(list("127.0.0.1:" + strict), "-f", "ada@example.com", "-t", "bob@example.com", "--lock-step");
        assertThat(alone.code()).as(alone.toString()).isZero();
        assertThat(rows(alone.out()).get(0).at("/report/request/pipelining").asBoolean())
                .isFalse();
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

    /** One at once, so that whichever comes first is refused before another is asked. */
    @Test
    void anOperatorThatGoesOnRefusingIsGivenUp() throws Exception {
        List<String> targets = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            targets.add("127.0.0.1:"
                    + servers.start(ScriptedServer.playing(Script.parse("S: 421 4.7.0 too many connections"))
                                    .lenient())
                            .port());
        }
        Result result =
                batch(list(targets.toArray(new String[0])), "--summary", "--per-host", "1", "--give-up-after", "0");
        assertThat(rows(result.out()))
                .hasSize(5)
                .allSatisfy(row -> assertThat(row.get("state").asText()).isEqualTo("rate-limited"))
                .anySatisfy(row -> assertThat(row.get("summary").asText())
                        .matches("not asked: servers of 127.0.0.1 said .* that they are asked too much"));
        assertThat(result.err()).contains("not tested      rate-limited 5");
        assertThat(result.code()).as("no fault of the servers, and no verdict").isEqualTo(3);
    }

    /** It is the recipient that has to wait, whoever asks how seldom. */
    @Test
    void greylistingIsFoundAndNoRateLimit() throws Exception {
        int grey = servers.play("""
            S: 220 mx.example.com ESMTP
            C: EHLO x
            S: 250 mx.example.com
            C: MAIL FROM:<>
            S: 250 2.1.0 ok
            C: RCPT TO:<bob@example.com>
            S: 451 4.7.1 Greylisted, please try again in 300 seconds
            C: RSET
            S: 250 2.0.0 ok
            C: QUIT
            S: 221 2.0.0 bye
            """).port();
        Result result = batch(list("127.0.0.1:" + grey), "--from", "<>", "--to", "bob@example.com", "--summary");
        assertThat(result.code()).as(result.toString()).isEqualTo(3);
        JsonNode row = rows(result.out()).get(0);
        assertThat(row.get("state").asText()).isEqualTo("probed");
        assertThat(row.get("finding").asText()).isEqualTo("recipient.greylisted");
        assertThat(result.err()).contains("recipient.greylisted 1").doesNotContain("rate-limited");
    }

    @Test
    void whatIsRefusedIsRefusedBeforeAnythingIsProbed() throws Exception {
        ScriptedServer server =
                servers.start(ScriptedServer.playing(Script.parse(WORKS)).lenient());
        Path good = list("127.0.0.1:" + server.port());
        Path out = folder.resolve("taken.jsonl");
        Files.writeString(out, "{}\n");
        List<List<String>> wrong = List.of(
                List.of(good.toString(), "--concurrency", "0"),
                List.of(good.toString(), "--per-host", "many"),
                List.of(good.toString(), "--per-operator", "0"),
                List.of(good.toString(), "--interval", "-1"),
                List.of(good.toString(), "--give-up-after", "86401"),
                List.of(good.toString(), "--deadline", "0"),
                List.of(good.toString(), "--fail-above", "101"),
                List.of(good.toString(), "--fail-above", "half"),
                List.of(good.toString(), "--fail-above", "-1%"),
                List.of(good.toString(), "--helo", "a b"),
                List.of(good.toString(), "--contact", "nobody"),
                List.of(good.toString(), "--from", "nobody", "--to", "bob@example.com"),
                List.of(good.toString(), "--from", "ada@example.com", "--to", "bob"),
                List.of(good.toString(), "--to", "bob@example.com"),
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
        for (String each : List.of("--password x", "-u ada", "--user=ada", "--kerberos")) {
            List<String> arguments = new ArrayList<>(List.of("batch", good.toString()));
            arguments.addAll(List.of(each.split(" ", -1)));
            assertThat(CommandLineTest.run(arguments.toArray(new String[0])).err())
                    .contains("A batch takes no credentials");
        }
        assertThat(CommandLineTest.run("batch", good.toString(), "--send").err())
                .contains("A batch sends no mail");
    }

    @Test
    void manyTargetsNeedSomebodyWhoAnswersForThem() throws Exception {
        ScriptedServer server =
                servers.start(ScriptedServer.playing(Script.parse(WORKS)).lenient());
        Path many = Files.write(
                folder.resolve("many.txt"),
                IntStream.range(0, 101)
                        .mapToObj(i -> "127.0.0.1:" + server.port())
                        .toList());
        Result refused = batch(many, "--helo", "probe.example.com");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("more than 100 targets need --helo and --contact");
        assertThat(server.connections()).isZero();
        Result plan = batch(many, "--dry-run");
        assertThat(plan.out()).contains("101 targets of 1 operator");
        assertThat(plan.err()).contains("without --dry-run, more than 100 targets need --helo and --contact");
        assertThat(plan.code()).as("nothing was asked of anybody").isZero();
    }

    /** People write a part of a whole with its sign. */
    @ParameterizedTest
    @CsvSource({"25, 25", "25%, 25", "0.5 %, 0.5", "100%, 100"})
    void aPartMayHaveItsSign(String text, double percent) {
        assertThat(new PercentText().convert(text)).isEqualTo(percent);
    }

    @Test
    void whatIsNoPartIsToldHowToWriteOne() throws Exception {
        Result result = batch(list("127.0.0.1:1"), "--fail-above", "1/4");
        assertThat(result.err()).contains("--fail-above", "takes a number from 0 to 100, such as 25, 2.5 or 25%");
        assertThat(result.code()).isEqualTo(2);
    }

    @Test
    void aDryRunConnectsToNothing() throws Exception {
        ScriptedServer server =
                servers.start(ScriptedServer.playing(Script.parse(WORKS)).lenient());
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

    static boolean fullDevice() {
        return Files.isWritable(Path.of("/dev/full"));
    }

    @Test
    @EnabledIf("fullDevice")
    void aFullDiskStopsTheBatchWithWords() throws Exception {
        Path list = list("127.0.0.1:" + servers.play(WORKS).port());
        assertThat(batch(list, "-o", "/dev/full").err())
                .contains(
                        "the output can no longer be written",
                        "with --journal, or with -o and a regular file, it could be resumed");
        Path journal = folder.resolve("journal");
        Result result = batch(list, "-o", "/dev/full", "--journal", journal.toString());
        assertThat(result.code()).isEqualTo(5);
        assertThat(result.err())
                .contains("the output can no longer be written", "--resume goes on, by the journal " + journal)
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

    @Test
    void theVersionIsToldToo() {
        assertThat(CommandLineTest.run("batch", "--version").out()).startsWith("smtp-probe ");
        assertThat(CommandLineTest.run("explain", "--version").out()).startsWith("smtp-probe ");
    }

    @Test
    void theExitCodeSaysTheWorst() throws Exception {
        String good = "127.0.0.1:" + servers.play(WORKS).port();
        String bad = "127.0.0.1:"
                + servers.play("S: 554 5.7.1 Service unavailable; client host blocked using zen.spamhaus.org\n")
                        .port();
        String busy = "127.0.0.1:"
                + servers.play("S: 421 4.7.0 Too many connections\n").port();
        assertThat(batch(list(good)).code()).isZero();
        assertThat(batch(list(good, "a..b:25")).code()).isEqualTo(4);
        assertThat(batch(list(good, busy)).code())
                .as("not tested is not passed")
                .isEqualTo(3);
        assertThat(batch(list(good, busy, "a..b:25")).code()).isEqualTo(3);
        assertThat(batch(list(good, bad, "a..b:25")).code()).isEqualTo(1);
        assertThat(batch(list(bad, busy), "--fail-above", "60").code()).isEqualTo(3);
    }
}

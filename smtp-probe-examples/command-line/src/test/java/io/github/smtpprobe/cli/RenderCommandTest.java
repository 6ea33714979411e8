/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.cli.CommandLineTest.Result;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A kept report, shown again. */
@ResourceLock("System.in")
class RenderCommandTest {
    private static final String CANARY = "Hunter2-of-canaries";
    private static final String WORKS = "S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye\n";

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    @TempDir
    Path folder;

    private static Result render(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "render";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandLineTest.run(all);
    }

    private Path kept(String dialogue) {
        ScriptedServer server = servers.play(dialogue);
        Path file = folder.resolve("report-" + server.port() + ".json");
        CommandLineTest.run("127.0.0.1", "-p", "" + server.port(), "--tls", "plain", "--json", "-o", file.toString());
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "html", "nagios", "prometheus", "junit", "sarif", "transcript"})
    void aKeptReportLooksAsItDid(String format) throws IOException {
        ScriptedServer server = servers.play(WORKS.replace("S: 250 mx", "S: 250-mx\nS: 250 AUTH PLAIN"));
        Path json = folder.resolve("report.json");
        Result live = CommandLineTest.run(
                "127.0.0.1", "-p", "" + server.port(), "--tls", "plain", "--json", "-o", json.toString());
        Path again = folder.resolve("again");
        Result shown = render(json.toString(), "--format", format, "-o", again.toString());
        assertThat(shown.code()).as(shown.toString()).isEqualTo(format.equals("nagios") ? 1 : live.code());
        assertThat(Files.readString(again)).contains("127.0.0.1");
        render(json.toString(), "--json", "-o", again.toString());
        assertThat(Files.readString(again)).isEqualTo(Files.readString(json));
    }

    @Test
    void theExitCodeIsTheProbes() {
        assertThat(render(kept(WORKS).toString()))
                .satisfies(result -> assertThat(result.code()).isZero())
                .satisfies(result -> assertThat(result.out()).startsWith("\u2713 PASSED  127.0.0.1"));
        assertThat(render(kept("S: 554 no\n").toString()).code()).isEqualTo(1);
        assertThat(render(kept("S: 421 later\n").toString()).code()).isEqualTo(3);
        String failed = kept("S: 554 no\n").toString();
        assertThat(render(failed, "--format", "nagios").code()).isEqualTo(2);
    }

    @Test
    void fromStandardInput() throws IOException {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(Files.readAllBytes(kept(WORKS))));
            assertThat(render("-", "--format", "nagios").out()).startsWith("SMTP OK - 127.0.0.1:");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void aLineOfMany() throws IOException {
        String passed = Json.line(Json.read(Files.readString(kept(WORKS))));
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("number", 2);
        row.put("key", "server:127.0.0.1:25");
        row.put("state", "tested");
        row.put("report", Json.read(Files.readString(kept("S: 554 no\n"))));
        Path lines = folder.resolve("reports.jsonl");
        Files.writeString(
                lines,
                passed + "\n" + Json.line(row) + "\n{\"number\":3,\"key\":\"k\",\"state\":\"rate-limited\"}\n\n");
        assertThat(render(lines.toString(), "--line", "1").code()).isZero();
        assertThat(render(lines.toString(), "--line", "2").code()).isEqualTo(1);
        assertThat(render(lines.toString()).err()).contains("FILE has one report a line: --line says which one");
        assertThat(render(lines.toString(), "--line", "3").err()).contains("the target was not tested");
        assertThat(render(lines.toString(), "--line", "4").err()).contains("the line that --line names is empty");
        assertThat(render(lines.toString(), "--line", "9").err()).contains("fewer lines");
        assertThat(render(lines.toString(), "--line", "0").err()).contains("--line must be 1 or more");
        Path one = Files.writeString(folder.resolve("one.jsonl"), "\uFEFF" + Json.line(row) + "\r\n");
        assertThat(render(one.toString()).code()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "                                      | FILE is empty",
                "nonsense Hunter2-of-canaries          | FILE is not a report: it is no JSON object",
                "[1, \"Hunter2-of-canaries\"]          | FILE is not a report: it is no JSON object",
                "{\"a\": \"Hunter2-of-canaries\"       | FILE is not a report: it is no JSON object",
                "{\"a\": \"Hunter2-of-canaries\"}      | FILE is not a report that this release can read: ",
                "{\"report\": \"Hunter2-of-canaries\"} | FILE is not a report that this release can read: ",
                "{} Hunter2-of-canaries                | FILE is not a report: it is no JSON object",
                "{} {\"a\": 1}                         | FILE is not a report: it is more than one JSON object",
                "{} [\"Hunter2-of-canaries\"]                                | FILE is not a report: it is more than one JSON object",
                "{\"schemaVersion\": 99}               | FILE is not a report that this release can read: ",
                "{\"schemaVersion\": \"Hunter2\"}      | FILE is not a report that this release can read: "
            })
    void whatIsNoReport(String content, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), content == null ? "" : content);
        Result result = render(file.toString());
        assertThat(result.code()).as(result.toString()).isEqualTo(2);
        assertThat(result.err()).contains("smtp-probe render: " + message).doesNotContain("Hunter2", "Exception");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aReportOfAnotherReleaseOrOneThatWasChanged() throws IOException {
        Map<String, Object> report = Json.read(Files.readString(kept(WORKS)));
        for (String key : List.of("verdict", "attempts", "request", "started", "resolution")) {
            Map<String, Object> changed = new LinkedHashMap<>(report);
            changed.put(key, CANARY);
            Path file = Files.writeString(folder.resolve("changed.json"), Json.line(changed));
            Result result = render(file.toString());
            assertThat(result.code()).as(key + result).isEqualTo(2);
            assertThat(result.err()).as(key).contains(key).doesNotContain(CANARY, "Exception");
        }
    }

    @Test
    void whatCannotBeRead() throws IOException {
        assertThat(render().err()).contains("FILE is missing");
        assertThat(render(folder.resolve("none").toString()).err()).contains("FILE names a file that does not exist");
        assertThat(render(folder.toString()).err()).contains("FILE names a folder, but needs a file");
        assertThat(render(Files.writeString(folder.resolve("null"), "null").toString())
                        .err())
                .contains("FILE is not a report: it is no JSON object");
        Path large = folder.resolve("large");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(KeptFile.LARGEST + 1L);
        }
        assertThat(render(large.toString()).err()).contains("FILE is larger than 64 MiB");
        assertThat(render(large.toString(), "--line", "1").err()).contains("the line that --line names is larger");
        assertThat(render(kept(WORKS).toString(), "--pseudonyms").err()).contains("--pseudonyms needs --transcript");
    }

    @Test
    void aRowOfASummaryIsNoReport() throws IOException {
        String row = "{\"number\":1,\"target\":\"x\",\"state\":\"probed\",\"verdict\":\"passed\"}\n";
        Path file = Files.writeString(folder.resolve("rows.jsonl"), row);
        assertThat(render(file.toString()).err())
                .contains("the batch wrote a summary")
                .doesNotContain("not tested");
    }

    @Test
    void whatStandsBehindAReportIsNotPassedOver() throws IOException {
        String report = Files.readString(kept(WORKS));
        for (String more : List.of("garbage", report, "}", "1", "\0")) {
            Path file = Files.writeString(folder.resolve("more.json"), report + more);
            Result result = render(file.toString());
            assertThat(result.code()).as(more).isEqualTo(2);
            assertThat(result.err()).contains("FILE is not a report: it is ").doesNotContain("garbage");
            assertThat(result.out()).isEmpty();
        }
        Path file = Files.writeString(folder.resolve("more.json"), report + "\r\n\n  ");
        assertThat(render(file.toString()).code()).isZero();
    }

    @Test
    void aReportOfADomainIsCalledWhatItIs() throws IOException {
        Map<String, Object> report = KnownReports.good().asMap();
        Path alone = Files.writeString(folder.resolve("domain.json"), Json.indented(report));
        assertThat(render(alone.toString()).err())
                .startsWith("smtp-probe render: FILE has the report of a survey of a domain")
                .contains("--html");
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("number", 1);
        row.put("key", "domain:example.com");
        row.put("state", "probed");
        row.put("domainReport", report);
        Path line = Files.writeString(folder.resolve("reports.jsonl"), Json.line(row));
        Result result = render(line.toString(), "--line", "1");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("FILE has in this line the report of a survey of a domain")
                .doesNotContain("not tested", "summary");
    }
}

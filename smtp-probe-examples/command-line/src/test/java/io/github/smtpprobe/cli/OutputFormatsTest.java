/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.cli.CommandLineTest.Result;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of the report on the command line: what goes where, what excludes what, and the exit codes. */
class OutputFormatsTest {
    private static final String WORKS = "S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye\n";
    private static final String WARNS = WORKS.replace("S: 250 mx", "S: 250-mx\nS: 250 AUTH PLAIN");

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    @TempDir
    Path folder;

    private Result run(String dialogue, String... more) {
        ScriptedServer server = servers.play(dialogue);
        List<String> arguments = new ArrayList<>(List.of("127.0.0.1", "-p", "" + server.port(), "--tls", "plain"));
        arguments.addAll(List.of(more));
        return CommandLineTest.run(arguments.toArray(new String[0]));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text       | * connecting to 127.0.0.1",
                "TEXT       | * connecting to 127.0.0.1",
                "json       | {",
                "html       | <!DOCTYPE html>",
                "nagios     | SMTP OK - 127.0.0.1:",
                "Prometheus | # HELP smtp_probe_success ",
                "junit      | <?xml version=\"1.0\" encoding=\"UTF-8\"?>",
                "sarif      | {",
                "transcript | S: 220 mx"
            })
    void aFormBeginsWithItself(String format, String beginning) throws IOException {
        Result shown = run(WORKS, "--format", format);
        assertThat(shown.code()).as(shown.toString()).isZero();
        assertThat(shown.out()).startsWithIgnoringCase(beginning).doesNotContain("\r");
        assertThat(shown.err()).isEmpty();
        Path file = folder.resolve("report");
        Result kept = run(WORKS, "--format", format, "-o", file.toString());
        assertThat(kept.code()).isZero();
        assertThat(kept.out()).isEmpty();
        assertThat(Files.readString(file)).startsWithIgnoringCase(beginning);
    }

    @Test
    void aFileOfTextHasTheDialogueToo() throws IOException {
        Path file = folder.resolve("report.txt");
        run(WORKS, "-o", file.toString());
        assertThat(Files.readString(file))
                .contains("S: 220 mx", "\u2713 PASSED  127.0.0.1")
                .doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--output", "-o", "--html"})
    void aPlaceThatCannotBeIsSaidBeforeAnybodyIsAsked(String option) {
        ScriptedServer server =
                servers.start(ScriptedServer.playing(Script.parse(WORKS)).lenient());
        Result result = CommandLineTest.run(
                "127.0.0.1",
                "-p",
                "" + server.port(),
                "--tls",
                "plain",
                option,
                folder.resolve("no/such").toString());
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains(option.equals("-o") ? "--output" : option, "in a folder that does not exist")
                .doesNotContain("such\n");
        assertThat(server.connections()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--json --transcript                       | --json and --transcript exclude each other",
                "--json --format text                      | --json and --format text exclude each other",
                "--transcript --format sarif               | --transcript and --format sarif exclude each other",
                "--html x.html --format html               | --html and --format html exclude each other",
                "--pseudonyms                              | --pseudonyms needs --transcript",
                "--settings --json                         | --settings needs --format text",
                "--settings --format nagios                | --settings needs --format text",
                "-w 2                                      | --warning needs --format nagios",
                "--critical 2 --json                       | --critical needs --format nagios",
                "--fail-on warning --ignore cert-expiring  | --ignore takes the id of a finding, and there is none of this id; similar: cert.expiring; smtp-probe findings lists the ids",
                "--ignore cert.expiring --ignore cert.expird  | the 2. --ignore takes the id of a finding, and there is none of this id; similar: cert.expired",
                "--fail-on warning --ignore acme.slow  | --ignore takes the id of a finding, and there is none of this id; smtp-probe",
                "-D 30                                     | --certificate-days needs --format nagios",
                "--format nagios -w 3 -c 2                 | --warning must not be longer than --critical",
                "--format nagios -w soon                   | --warning takes a time such as 2, 0.5, 10s or 500ms",
                "--format nagios -D 7,30                   | --certificate-days takes the warning first",
                "--format nagios --fail-on warning         | --fail-on is not for --format nagios",
                "--html same --output same                 | --output and --html must be two files",
                "--format xml                              | --format does not take the value that was given; it takes one of text, json",
                "--fail-on none                            | --fail-on does not take the value that was given; it takes one of error"
            })
    void contradictions(String arguments, String message) {
        List<String> all = new ArrayList<>(List.of("mx.example.com"));
        all.addAll(List.of(arguments.trim().split(" +")));
        Result result = CommandLineTest.run(all.toArray(new String[0]));
        boolean nagios = arguments.contains("nagios");
        assertThat(result.code()).as(result.toString()).isEqualTo(nagios ? 3 : 2);
        assertThat(nagios ? result.out() : result.err()).contains(message);
        assertThat(nagios ? result.err() : result.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mx.example.com --format Hunter2",
                "mx.example.com --format=Hunter2",
                "mx.example.com --fail-on Hunter2",
                "mx.example.com --ignore Hunter2",
                "mx.example.com -w Hunter2",
                "mx.example.com --format nagios -w Hunter2",
                "mx.example.com --format nagios -DHunter2",
                "mx.example.com -o /no/such/Hunter2",
                "mx.example.com --html /no/such/Hunter2",
                "mx.example.com --json=Hunter2",
                "render Hunter2",
                "render --line Hunter2 x",
                "render /no/such/Hunter2 --format nagios",
                "render x Hunter2"
            })
    void nothingThatIsWrongIsRepeated(String arguments) {
        Result result = CommandLineTest.run(arguments.split(" "));
        assertThat(result.code()).as(result.toString()).isEqualTo(arguments.contains("nagios") ? 3 : 2);
        assertThat(result.out() + result.err()).contains("smtp-probe").doesNotContain("Hunter2", "Exception");
    }

    @Test
    void whatIsTheSameIsNoContradiction() {
        assertThat(run(WORKS, "--json", "--format", "json").code()).isZero();
        assertThat(run(WORKS, "--format", "transcript", "--pseudonyms").out()).contains("pseudonym");
    }

    @Test
    void aMonitorReadsOneScaleAlone() {
        assertThat(run("S: 554 no\nC: QUIT\nS: 221 bye\n", "--format", "nagios"))
                .satisfies(result -> assertThat(result.code()).isEqualTo(2))
                .satisfies(result -> assertThat(result.out()).startsWith("SMTP CRITICAL - "));
        assertThat(run("S: 421 later\n", "--format", "nagios").code()).isEqualTo(3);
        assertThat(run(WARNS, "--format", "nagios", "-c", "0"))
                .satisfies(result -> assertThat(result.code()).isEqualTo(2))
                .satisfies(result -> assertThat(result.out())
                        .contains(", longer than 0 s|time=")
                        .contains(";;0;0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--format nagios",
                "--format=nagios mx.example.com --tlss",
                "--format NAGIOS mx.example.com --password Hunter2",
                "mx.example.com -p Hunter2 --format nagios",
                "mx.example.com --format nagios -w Hunter2",
                "a..b --format nagios",
                "explain --format nagios Hunter2",
                "--format nagios --help",
                "--format nagios -V"
            })
    void aMonitorIsToldOfMistakesByStandardOutput(String arguments) {
        Result result = CommandLineTest.run(arguments.split(" "));
        assertThat(result.code()).as(result.toString()).isEqualTo(3);
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isNotEmpty().doesNotContain("Hunter2");
        if (!arguments.matches(".*(--help|-V)")) {
            assertThat(result.out()).startsWith("SMTP UNKNOWN - smtp-probe");
        }
    }

    @Test
    void aGateForBuilds() {
        assertThat(run(WARNS).code()).isZero();
        Result stopped = run(WARNS, "--fail-on", "warning");
        assertThat(stopped.code()).isEqualTo(1);
        assertThat(stopped.err()).contains("the exit code is 1, by --fail-on warning: auth.offered-in-clear");
        assertThat(run(WARNS, "--fail-on", "WARNING", "--ignore", "auth.offered-in-clear")
                        .code())
                .isZero();
        assertThat(run(WARNS, "--format", "nagios").code()).isEqualTo(1);
        assertThat(run(WARNS, "--format", "nagios", "--ignore", "auth.offered-in-clear")
                        .code())
                .isZero();
        assertThat(run(WARNS, "--fail-on", "error").code()).isZero();
        assertThat(run("S: 421 later\n", "--fail-on", "info").code())
                .as("nobody can tell")
                .isEqualTo(3);
        assertThat(run("S: 554 no\n", "--ignore", "greeting.refused").code()).isEqualTo(1);
    }

    @Test
    void explanationsHaveFormsToo() throws IOException {
        Path file = folder.resolve("report.sarif");
        Result result = CommandLineTest.run(
                "explain", "--stage", "AUTH", "--format", "sarif", "-o", file.toString(), "535 5.7.8 no");
        assertThat(result.code()).as(result.toString()).isEqualTo(1);
        assertThat(Files.readString(file)).contains("\"ruleId\" : \"auth.rejected\"");
        assertThat(CommandLineTest.run("explain", "--format", "nagios", "550 5.1.1 no")
                        .code())
                .isEqualTo(2);
        assertThat(CommandLineTest.run("explain", "--pseudonyms", "550 5.1.1 no")
                        .err())
                .contains("--pseudonyms needs --transcript");
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.render.DomainHtml;
import io.github.smtpprobe.render.DomainText;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code smtp-probe domain} as a user meets it, with reports that are known. */
class DomainCommandTest {
    @TempDir
    Path folder;

    private final List<DomainSurvey> asked = new ArrayList<>();

    private CommandLineTest.Result run(DomainReport report, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = new CommandLine(new DomainCommand(survey -> answering(survey, report)))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, all) -> Misuse.report(wrong, ConfigFile.NONE, all))
                .setExecutionExceptionHandler(OwnFault::report);
        return new CommandLineTest.Result(line.execute(arguments), out.toString(), err.toString());
    }

    private Surveys.Call answering(DomainSurvey survey, DomainReport report) {
        asked.add(survey);
        return new Surveys.Call() {
            @Override
            public DomainReport execute() {
                return report;
            }

            @Override
            public void cancel() {}
        };
    }

    @ParameterizedTest
    @CsvSource({
        "good, '', 0",
        "mismatch, '', 1",
        "mismatch, --sender gmail, 0",
        "mismatch, --sender gmail --sender postfix-dane, 1",
        "mismatch, --sender exim, 1",
        "unsigned, '', 0",
        "null-mx, '', 1",
        "not-known, '', 3"
    })
    void theExitCodeIsThatOfTheSendersThatCount(String name, String options, int code) {
        List<String> arguments = new ArrayList<>(List.of("example.com"));
        if (!options.isEmpty()) {
            arguments.addAll(List.of(options.split(" ")));
        }
        CommandLineTest.Result result = run(KnownReports.named(name), arguments.toArray(new String[0]));
        assertThat(result.code()).as(result.toString()).isEqualTo(code);
        assertThat(result.out()).isEqualTo(DomainText.render(KnownReports.named(name)));
        assertThat(result.err()).isEmpty();
    }

    @Test
    void asJsonAndAsPage() throws IOException {
        Path page = folder.resolve("page.html");
        DomainReport report = KnownReports.good();
        CommandLineTest.Result result = run(report, "example.com", "--json", "--html", page.toString());
        assertThat(Json.read(result.out())).containsEntry("kind", "domain").containsEntry("standing", "fine");
        assertThat(Files.readString(page)).isEqualTo(DomainHtml.render(report));
        assertThat(run(report, "example.com", "--color", "always").out()).contains("\u001B[32m");
    }

    @Test
    void whatIsAskedForIsInTheSurvey() throws IOException {
        Path earlier = Files.writeString(
                folder.resolve("old.json"), Json.indented(KnownReports.good().asMap()));
        Path anchors = Files.writeString(folder.resolve("anchors"), "# ours\n. DS 1 13 2 " + "00".repeat(32) + "\n");
        CommandLineTest.Result result = run(
                KnownReports.good(),
                "ada@example.com",
                "--no-probe",
                "--deadline",
                "5s",
                "--against",
                earlier.toString(),
                "--anchor",
                anchors.toString(),
                "--name-server",
                "192.0.2.53",
                "--name-server",
                "[2001:db8::53]:5300");
        assertThat(result.code()).as(result.toString()).isZero();
        DomainSurvey survey = asked.get(0);
        assertThat(survey.domain()).isEqualTo("example.com");
        assertThat(survey.looksAt(Aspect.PROBES)).isFalse();
        assertThat(survey.looksAt(Aspect.MTA_STS)).isTrue();
        assertThat(survey.deadline()).isEqualTo(Duration.ofSeconds(5));
        assertThat(survey.earlier().orElseThrow().policyId()).contains("20261101");
        assertThat(survey.anchors().all())
                .singleElement()
                .satisfies(each -> assertThat(each.keyTag()).isEqualTo(1));
        assertThat(survey.nameServers())
                .extracting(Object::toString)
                .containsExactly("/192.0.2.53:53", "/[2001:db8:0:0:0:0:0:53]:5300");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "example.com --sender hotmail | --sender takes one of opportunistic, postfix-dane, exim",
                "example..com | DOMAIN ",
                "example.com --deadline 0s | --deadline takes a time such as 10s",
                "example.com --deadline soon | --deadline",
                "example.com --name-server ns.example.com | --name-server takes an address",
                "example.com --against no-such-file | --against names a file that does not exist",
                "example.com --anchor no-such-file | --anchor names a file that does not exist",
                "example.com --html /no/such/folder/page.html | --html names a file in a folder that does not exist",
                "example.com:25 | DOMAIN "
            })
    void whatIsWrongIsNamedByItsOption(String arguments, String words) {
        CommandLineTest.Result result = run(KnownReports.good(), arguments.split(" "));
        assertThat(result.code()).as(result.toString()).isEqualTo(2);
        assertThat(result.err()).matches("(?s)(?:smtp-probe )?domain: .*").contains(words);
        assertThat(result.out()).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void anEarlierSurveyMustBeOneOfThisDomain() throws IOException {
        Path none = Files.writeString(folder.resolve("none.json"), "{\"a\": \"canary\"}");
        assertThat(run(KnownReports.good(), "example.com", "--against", none.toString())
                        .err())
                .contains("--against names a file that is not a domain survey")
                .doesNotContain("canary");
        Path old = Files.writeString(
                folder.resolve("old.json"), Json.indented(KnownReports.good().asMap()));
        assertThat(run(KnownReports.good(), "example.org", "--against", old.toString())
                        .err())
                .contains("--against is a survey of another domain");
    }
}

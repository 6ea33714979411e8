/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.mtasts.StsPolicy;
import io.github.smtpprobe.records.Alias;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.render.DomainText;
import io.github.smtpprobe.reports.SampleSurveys;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.Snippet;
import io.github.smtpprobe.survey.Snippet.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** What stands under "To paste" in the report as text can be copied line by line: a name server loads it, and a sender reads it. */
class PastedLinesTest {
    static Stream<Reports.Named> reports() {
        return Reports.all();
    }

    /** The blocks between rules, in their order. */
    private static List<String> blocks(String text) {
        List<String> blocks = new ArrayList<>();
        StringBuilder block = null;
        for (String line : text.split("\n", -1)) {
            boolean rule = line.matches("-{20,}");
            if (rule && block == null) {
                block = new StringBuilder();
            } else if (rule) {
                blocks.add(block.toString());
                block = null;
            } else if (block != null) {
                block.append(line).append('\n');
            }
        }
        return blocks;
    }

    private static List<Record> records(String zone) throws IOException {
        List<Record> all = new ArrayList<>();
        try (Master master = new Master(
                new ByteArrayInputStream(zone.getBytes(StandardCharsets.UTF_8)), Name.fromString("example."), 3600)) {
            for (Record each = master.nextRecord(); each != null; each = master.nextRecord()) {
                all.add(each);
            }
        }
        return all;
    }

    private static Set<String> aliases(DomainReport report) {
        Set<String> names = new HashSet<>();
        List<DnsAnswer> answers = new ArrayList<>(List.of(report.facts().mx()));
        report.facts().exchangers().forEach(host -> {
            answers.addAll(host.addressAnswers());
            answers.addAll(host.tlsaAnswers());
        });
        report.facts().mtaSts().ifPresent(sts -> answers.add(sts.answer()));
        report.facts().tlsRpt().ifPresent(rpt -> answers.add(rpt.answer()));
        answers.forEach(answer -> answer.aliases().stream().map(Alias::name).forEach(names::add));
        return names;
    }

    @ParameterizedTest
    @MethodSource("reports")
    void asPrintedItIsWhatItIsMeantToBe(Reports.Named named) throws IOException {
        holds(named.report());
    }

    @Test
    void samplesToo() throws IOException {
        for (Supplier<DomainReport> each : SampleSurveys.all().values()) {
            holds(each.get());
        }
    }

    private static void holds(DomainReport report) throws IOException {
        for (int width : List.of(60, 80, 200)) {
            List<String> blocks = blocks(DomainText.render(report, width, false));
            assertThat(blocks).hasSameSizeAs(report.snippets());
            for (int i = 0; i < blocks.size(); i++) {
                Snippet snippet = report.snippets().get(i);
                if (snippet.kind() == Kind.STS_POLICY) {
                    assertThat(StsPolicy.parse(blocks.get(i).getBytes(StandardCharsets.UTF_8))
                                    .valid())
                            .as(blocks.get(i))
                            .isTrue();
                    assertThat(blocks.get(i).lines())
                            .containsExactlyElementsOf(snippet.text().lines().toList());
                } else {
                    List<Record> found = records(blocks.get(i));
                    assertThat(found).as(blocks.get(i)).isEqualTo(records(snippet.text() + "\n"));
                    assertThat(found)
                            .as(blocks.get(i))
                            .isNotEmpty()
                            .extracting(each -> each.getName().toString(true))
                            .noneMatch(aliases(report)::contains);
                }
            }
        }
    }

    /** A line that is to be completed by hand is one line, however wide the terminal is. */
    @ParameterizedTest
    @MethodSource("reports")
    void commentsStayWhole(Reports.Named named) {
        DomainReport report = named.report();
        List<String> blocks = blocks(DomainText.render(report, 60, false));
        for (int i = 0; i < blocks.size(); i++) {
            assertThat(blocks.get(i).lines().filter(line -> line.startsWith(";")))
                    .isEqualTo(report.snippets()
                            .get(i)
                            .text()
                            .lines()
                            .filter(line -> line.startsWith(";"))
                            .toList());
        }
    }
}

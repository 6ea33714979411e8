/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What people had in hand when mail did not go out, pasted: the finding that leads names the true cause, and nothing is made up. */
class CasesTest {
    /** What no text says, and a report may therefore not say either. */
    private static final Pattern INVENTED =
            Pattern.compile("0\\.0\\.0\\.0|\\b0 ms|unknown\\.invalid|\\(\\?\\)|\\bport 0\\b");

    /** A row of {@code cases.txt}. */
    private record Row(String file, String id, Verdict verdict, List<String> says, List<String> saysNot) {
        static Row of(String line) {
            String[] cells = line.split("\\|", -1);
            return new Row(
                    cells[0].strip(),
                    cells[1].strip(),
                    Verdict.valueOf(cells[2].strip()),
                    words(cells[3]),
                    words(cells[4]));
        }

        private static List<String> words(String cell) {
            return Arrays.stream(cell.split(";"))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> theTrueCauseLeads() throws IOException {
        return text("cases.txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(Row::of)
                .map(row -> DynamicTest.dynamicTest(row.file(), () -> check(row)));
    }

    private static void check(Row row) throws IOException {
        String text = text(row.file());
        ProbeReport report = Explain.dialogue(text);
        String shown = TextReport.render(report);
        assertThat(report.findings()).as(shown).isNotEmpty();
        Finding first = report.findings().get(0);
        String said = first.summary() + " " + first.explanation() + " " + first.remedy();
        assertThat(first.id()).as(shown).isEqualTo(row.id());
        assertThat(report.verdict()).as(shown).isEqualTo(row.verdict());
        for (String word : row.says()) {
            assertThat(said).containsIgnoringCase(word);
        }
        for (String word : row.saysNot()) {
            assertThat(said).doesNotContainIgnoringCase(word);
        }
        String all = shown + report.summary() + report.findings();
        assertThat(INVENTED.matcher(all).results().map(found -> found.group()))
                .as(shown)
                .isEmpty();
        if (!text.contains("25")) {
            assertThat(all).doesNotContain("port 25");
        }
    }

    static String text(String name) throws IOException {
        try (InputStream in = CasesTest.class.getResourceAsStream("/pasted/" + name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}

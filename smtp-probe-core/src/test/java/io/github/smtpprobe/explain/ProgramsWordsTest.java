/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ways of programs to write down what a server answered, or what stopped them. */
class ProgramsWordsTest {
    /** A text of {@code programs-words.txt}: the cause, or words that the report has or has not. */
    private record Case(String kind, String expected, String text) {
        static Case of(String block) {
            String[] parts = block.split("\n", 2);
            String[] head = parts[0].split(" ", 2);
            return head.length == 1 ? new Case("cause", head[0], parts[1]) : new Case(head[0], head[1], parts[1]);
        }

        @Override
        public String toString() {
            return kind + " " + expected + ": " + text.lines().findFirst().orElse("");
        }
    }

    static Stream<Case> texts() throws IOException {
        return Arrays.stream(Files.readString(Path.of("src/test/resources/programs-words.txt"))
                        .split("(?m)^=== ", -1))
                .filter(block -> !block.isEmpty())
                .map(Case::of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void areRead(Case one) {
        ProbeReport report = Explain.dialogue(one.text());
        String shown = TextReport.render(report);
        int dialogue = Math.max(shown.indexOf("\nThe dialogue\n"), shown.indexOf("\nThe delivery\n"));
        assertThat(dialogue).as("a report that shows what was said: %s", shown).isPositive();
        String all = shown.substring(0, dialogue).replaceAll("\\s+", " ");
        switch (one.kind()) {
            case "says" -> assertThat(all).contains(one.expected());
            case "says-not" -> assertThat(all).doesNotContainIgnoringCase(one.expected());
            default -> assertThat(report.rootCause().map(Finding::id)).as(shown).contains(one.expected());
        }
    }
}

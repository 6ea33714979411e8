/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Logs, errors and bounces in the forms of many programs, whole as they are pasted: what leads, how it ended, and whose server it was. */
class PastedLogsTest {
    /**
     * A text of {@code pasted/logs-*.txt}.
     *
     * @param id      of the finding that leads; "none" where nothing leads, "unread" where the text is about something else
     * @param verdict of the report
     * @param says    words that the summary holds, such as a host
     * @param program whose text it is
     */
    record Log(String id, String verdict, List<String> says, String program, String text) {
        static Log of(String block) {
            String[] parts = block.split("\n", 2);
            String[] head = parts[0].split("\\|", 4);
            List<String> says = Arrays.stream(head[2].split(";"))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .toList();
            return new Log(head[0].strip(), head[1].strip(), says, head[3].strip(), parts[1]);
        }

        @Override
        public String toString() {
            return program;
        }
    }

    static Stream<Log> logs() throws IOException {
        String all = "";
        for (String file : List.of(
                "logs-1",
                "logs-2",
                "logs-3",
                "logs-4",
                "logs-5",
                "logs-6",
                "logs-7",
                "logs-8",
                "bounces-1",
                "bounces-2")) {
            try (InputStream in = PastedLogsTest.class.getResourceAsStream("/pasted/" + file + ".txt")) {
                all += new String(Objects.requireNonNull(in, file).readAllBytes(), UTF_8);
            }
        }
        return Arrays.stream(all.split("(?m)^==== "))
                .filter(block -> block.contains("|"))
                .map(Log::of);
    }

    static Stream<Log> read() throws IOException {
        return logs().filter(each -> !each.id().equals("unread"));
    }

    @ParameterizedTest
    @MethodSource("read")
    void theTrueCauseLeads(Log log) {
        ProbeReport report = Explain.dialogue(log.text());
        String shown = report.toString();
        assertThat(report.rootCause().map(Finding::id).orElse("none")).as(shown).isEqualTo(log.id());
        assertThat(report.verdict()).as(shown).isEqualTo(Verdict.valueOf(log.verdict()));
        assertThat(log.says()).allMatch(word -> report.summary().contains(word));
    }

    static Stream<Log> unread() throws IOException {
        return logs().filter(each -> each.id().equals("unread"));
    }

    @ParameterizedTest
    @MethodSource("unread")
    void whatIsNoMailThatWasSentIsNotRead(Log log) {
        assertThatIllegalArgumentException().isThrownBy(() -> Explain.dialogue(log.text()));
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times as arguments. */
class TimeTextTest {
    @ParameterizedTest
    @CsvSource({
        "10s, PT10S",
        "500ms, PT0.5S",
        "2, PT2S",
        "1.5, PT1.5S",
        "2m, PT2M",
        "1h, PT1H",
        "1.5m, PT1M30S",
        "0, PT0S",
        "10 S, PT10S",
        "0.1, PT0.1S",
        "0.0005, PT0.001S",
        "007, PT7S"
    })
    void aTimeIsTaken(String text, Duration time) {
        assertThat(new TimeText().convert(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "canary",
                "-1",
                "+1",
                "NaN",
                "1e3",
                "1,5",
                ".5",
                "5.",
                "1d",
                "1 s s",
                "0x10",
                "9999999999",
                "1m30s",
                "Infinity",
                "٢"
            })
    void whatIsNoneIsRefusedByTheNameOfTheOption(String text) {
        for (List<String> command : List.of(
                List.of("mx.example.com", "--deadline=" + text),
                List.of("batch", "list", "--deadline=" + text),
                List.of("batch", "list", "--interval=" + text),
                List.of("batch", "list", "--give-up-after=" + text))) {
            CommandLineTest.Result result = CommandLineTest.run(command.toArray(new String[0]));
            String option = command.get(command.size() - 1).replaceFirst("=.*", "");
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err())
                    .contains(option + " takes a time such as 10s, 500ms or 2")
                    .doesNotContain("canary");
        }
    }

    @Test
    void soIsOneThatIsTooLong() {
        assertThat(CommandLineTest.run("mx.example.com", "--deadline", "2h").err())
                .contains("--deadline takes a time such as 10s, 500ms or 2, from 1 ms to 1 h");
        assertThat(CommandLineTest.run("mx.example.com", "--deadline", "0").err())
                .contains("--deadline takes a time");
    }
}

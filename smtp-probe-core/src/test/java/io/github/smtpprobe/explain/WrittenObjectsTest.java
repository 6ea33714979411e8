/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.report.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors that programs print as objects over several lines say the same where a logger writes them in one, or as a string of JSON. */
class WrittenObjectsTest {
    private static final List<String> FILES = Stream.of(
                    IntStream.range(1, 14).mapToObj(each -> "/clients/texts-" + each + ".txt"),
                    IntStream.range(4, 8).mapToObj(each -> "/pasted/logs-" + each + ".txt"))
            .flatMap(each -> each)
            .toList();

    static Stream<String> objects() throws IOException {
        List<String> all = new ArrayList<>();
        for (String file : FILES) {
            try (InputStream in = WrittenObjectsTest.class.getResourceAsStream(file)) {
                String text = new String(Objects.requireNonNull(in, file).readAllBytes(), UTF_8);
                Arrays.stream(text.split("(?m)^==== "))
                        .filter(block -> !block.startsWith("unread") && !block.startsWith("none"))
                        .map(block -> block.substring(block.indexOf('\n') + 1).strip())
                        .filter(block ->
                                block.lines().anyMatch(line -> line.strip().endsWith("{")))
                        .filter(block ->
                                block.lines().anyMatch(line -> line.strip().matches("}[,)]*")))
                        .forEach(all::add);
            }
        }
        return all.stream();
    }

    private static String cause(String text) {
        return Explain.dialogue(text).rootCause().map(Finding::id).orElse("none");
    }

    @ParameterizedTest
    @MethodSource("objects")
    void sayTheSameInOneLine(String text) {
        String line = String.join(" ", text.lines().map(String::strip).toList());
        assertThat(cause(line)).as(line).isEqualTo(cause(text));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void sayTheSameInsideAnEntryOfALog(String text) {
        String line = String.join(" ", text.lines().map(String::strip).toList());
        String entry = "2025-03-04T05:06:07.890Z mailer[12]: sending failed: " + line + " [task-7]";
        assertThat(cause(entry)).as(entry).isEqualTo(cause(text));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void sayTheSameAsAString(String text) {
        String line = String.join(" ", text.lines().map(String::strip).toList());
        String entry =
                "{\"level\":\"error\",\"msg\":\"" + line.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
        assertThat(cause(entry)).as(entry).isEqualTo(cause(text));
    }
}

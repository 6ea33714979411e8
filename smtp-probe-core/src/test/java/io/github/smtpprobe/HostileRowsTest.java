/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue of 210 hostile servers has a test for each: a dialogue file, or a test that has the row's id in its name. */
class HostileRowsTest {
    private static final Map<String, Integer> ROWS = new TreeMap<>(Map.ofEntries(
            Map.entry("G", 20), // greetings
            Map.entry("E", 17), // EHLO
            Map.entry("R", 20), // replies
            Map.entry("L", 14), // length
            Map.entry("D", 14), // delay
            Map.entry("X", 10), // close and reset
            Map.entry("T", 24), // TLS
            Map.entry("S", 20), // STARTTLS
            Map.entry("A", 21), // AUTH
            Map.entry("C", 16), // content
            Map.entry("P", 13), // order
            Map.entry("N", 21))); // names
    private static final Pattern NAMED = Pattern.compile("\"((?:[A-Z][0-9]{2}(?:, )?)+)[:,]");
    private static final Pattern ROW = Pattern.compile("[A-Z][0-9]{2}");

    @Test
    void everyRowHasATest() throws IOException {
        List<String> missing = new ArrayList<>();
        Set<String> tested = tested();
        ROWS.forEach((group, count) -> {
            for (int i = 1; i <= count; i++) {
                String row = String.format("%s%02d", group, i);
                if (!tested.contains(row)) {
                    missing.add(row);
                }
            }
        });
        assertThat(ROWS.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(210);
        assertThat(missing).isEmpty();
    }

    private static Set<String> tested() throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> dialogues = Files.list(Path.of("src/test/resources/dialogues/hostile"))) {
            dialogues.forEach(file -> rows(file.getFileName().toString().substring(0, 3), found));
        }
        try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Matcher names = NAMED.matcher(Files.readString(source));
                while (names.find()) {
                    rows(names.group(1), found);
                }
            }
        }
        return found;
    }

    private static void rows(String text, Set<String> found) {
        Matcher row = ROW.matcher(text);
        while (row.find()) {
            found.add(row.group());
        }
    }
}

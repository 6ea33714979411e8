/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.text.tables.Template;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of finding ids and the checks agree: no id without a row, no row that nobody uses. */
class FindingTableTest {
    private static final Pattern ID = Pattern.compile("\"([a-z0-9]+\\.[a-z0-9-]+|unclassified)\"");

    @Test
    void everyIdHasARowAndEveryRowIsUsed() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/github/smtpprobe/diagnosis"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher matcher = ID.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
                while (matcher.find()) {
                    used.add(matcher.group(1));
                }
            }
        }
        used.remove("findings.tsv");
        used.remove("providers.tsv");
        Set<String> meanings = new TreeSet<>();
        ReplyCatalogue.standard().meanings().forEach(meaning -> meanings.add(meaning.id()));
        meanings.removeAll(FindingText.table().keySet());
        used.removeAll(meanings);
        assertThat(used).isEqualTo(new TreeSet<>(FindingText.table().keySet()));
    }

    /** A finding that no test has ever seen is a promise that nobody keeps. */
    @Test
    void everyIdIsNamedByATest() throws IOException {
        StringBuilder tests = new StringBuilder();
        for (Path root : List.of(Path.of("src/test/java"), Path.of("src/test/resources"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(each -> each.toString().matches(".*[.](java|txt)"))
                        .toList()) {
                    tests.append(Files.readString(file)).append('\n');
                }
            }
        }
        Set<String> named = new TreeSet<>();
        Matcher ids = Pattern.compile("(?<![a-z0-9.-])[a-z0-9]+[.][a-z0-9-]+(?![a-z0-9-])|unclassified")
                .matcher(tests);
        while (ids.find()) {
            named.add(ids.group());
        }
        assertThat(named).containsAll(FindingText.table().keySet());
    }

    @Test
    void rowsSayWhatToDo() {
        assertThat(FindingText.table().values()).allSatisfy(row -> {
            assertThat(row.summary()).as(row.id()).isNotBlank();
            assertThat(row.explanation()).as(row.id()).isNotBlank();
            assertThat(row.remedy()).as(row.id()).isNotBlank();
        });
    }

    @Test
    void aValueThatLooksLikeAPlaceholderStaysWhatItIs() {
        assertThat(Template.fill("a {x} b {y}", java.util.Map.of("x", "{y}", "y", "secret")))
                .isEqualTo("a {y} b secret");
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replies that look like those of a row and mean something else: each row has one that it must not take. */
class NearMissTest {
    /** The rows by their ids, numbered where several have the same. */
    private static final Map<String, Row> ROWS = named();

    private static Map<String, Row> named() {
        Map<String, Integer> seen = new HashMap<>();
        Map<String, Row> rows = new LinkedHashMap<>();
        for (Row row : ReplyCatalogue.standard().rows()) {
            int number = seen.merge(row.meaning().id(), 1, Integer::sum);
            rows.put(row.meaning().id() + (number == 1 ? "" : "/" + number), row);
        }
        return rows;
    }

    static Stream<ReplyCorpusTest.Case> misses() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/corpus/near-misses.tsv")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(ReplyCorpusTest.Case::of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misses")
    void isLeftToTheRowThatFits(ReplyCorpusTest.Case miss) {
        Row row = ROWS.get(miss.origin());
        assertThat(row).as("a row of the catalogue").isNotNull();
        Row read = miss.read();
        assertThat(read.meaning().id()).isEqualTo(miss.meaning());
        assertThat(read).isNotEqualTo(row);
        assertThat(near(row, miss))
                .as("shares a word, a code or the provider with the row")
                .isTrue();
    }

    @Test
    void everyRowHasOne() throws IOException {
        Set<String> missing = new TreeSet<>(ROWS.keySet());
        missing.removeAll(misses().map(ReplyCorpusTest.Case::origin).collect(Collectors.toSet()));
        assertThat(missing).isEmpty();
    }

    private static boolean near(Row row, ReplyCorpusTest.Case miss) {
        Reading reading = Reading.of(miss.stage(), miss.parsed(), miss.context());
        Row.Evidence evidence = row.evidence();
        boolean word = Stream.of(evidence.words(), evidence.hints())
                .flatMap(List::stream)
                .flatMap(phrase -> phrase.parts().stream())
                .flatMap(List::stream)
                .flatMap(List::stream)
                .filter(each -> !each.equals("~"))
                .anyMatch(each -> reading.text().words().stream()
                        .anyMatch(heard -> heard.equals(each)
                                || each.endsWith("*") && heard.startsWith(each.substring(0, each.length() - 1))));
        boolean code = Stream.of(evidence.codes(), evidence.enhanced())
                .flatMap(List::stream)
                .anyMatch(each -> Row.Code.same(each.pattern(), reading.code())
                        || Row.Code.same(each.pattern(), reading.enhanced()));
        boolean provider = row.conditions()
                .provider()
                .filter(each -> each.isKnownBy(reading, Set.of()))
                .isPresent();
        return word || code || provider;
    }
}

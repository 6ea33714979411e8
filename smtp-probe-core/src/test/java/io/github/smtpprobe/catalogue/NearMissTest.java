/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replies that look like those of a row and mean something else: each row has one that it must not take. */
class NearMissTest {
    static Stream<ReplyCorpusTest.Case> misses() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/corpus/near-misses.tsv")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(ReplyCorpusTest.Case::of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misses")
    void isLeftToTheRowThatFits(ReplyCorpusTest.Case miss) {
        assertThat(miss.read().meaning().id()).isEqualTo(miss.meaning());
        assertThat(rows().filter(row -> mustNotTake(row, miss)))
                .as("a row that shares a word, a code or the provider with it")
                .isNotEmpty();
    }

    @Test
    void everyRowHasOne() throws IOException {
        List<ReplyCorpusTest.Case> misses = misses().toList();
        assertThat(rows().filter(row -> misses.stream().noneMatch(miss -> mustNotTake(row, miss))))
                .isEmpty();
    }

    private static Stream<Row> rows() {
        return ReplyCatalogue.standard().rows().stream();
    }

    private static boolean mustNotTake(Row row, ReplyCorpusTest.Case miss) {
        boolean named = row.meaning().id().equals(miss.origin());
        return named && near(row, miss) && !miss.read().equals(row);
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

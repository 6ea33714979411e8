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

/**
 * Replies that look like those of a row and mean something else: each row has one that it must not take, which has two words of
 * one of its phrases, or all but one.
 */
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

    /** A row with words is nearly said; a row without has the same code, or is of the same provider. */
    static boolean near(Row row, ReplyCorpusTest.Case miss) {
        Reading reading = Reading.of(miss.stage(), miss.parsed(), miss.context());
        Row.Evidence evidence = row.evidence();
        List<Phrase> phrases = Stream.of(evidence.words(), evidence.hints(), evidence.outcome())
                .flatMap(List::stream)
                .toList();
        if (!phrases.isEmpty()) {
            return phrases.stream().anyMatch(phrase -> nearlySaid(phrase, reading.text()));
        }
        return Stream.of(evidence.codes(), evidence.enhanced())
                        .flatMap(List::stream)
                        .anyMatch(each -> Row.Code.same(each.pattern(), reading.code())
                                || Row.Code.same(each.pattern(), reading.enhanced()))
                || row.conditions()
                        .provider()
                        .filter(each -> each.isKnownBy(reading, Set.of()))
                        .isPresent();
    }

    /** Two words of a phrase stand in the text, or all but one. */
    private static boolean nearlySaid(Phrase phrase, ReplyWords text) {
        List<List<List<String>>> needed = phrase.parts().stream()
                .filter(part -> !part.equals(Phrase.ANYTHING))
                .filter(part -> !part.contains(List.<String>of()))
                .toList();
        int all = needed.stream().mapToInt(part -> part.get(0).size()).sum();
        int said = needed.stream()
                .mapToInt(part -> part.stream()
                        .mapToInt(words -> (int) words.stream()
                                .filter(word -> standsIn(word, text))
                                .count())
                        .max()
                        .orElse(0))
                .sum();
        return said >= 2 || (said >= 1 && said >= all - 1);
    }

    private static boolean standsIn(String word, ReplyWords text) {
        boolean begins = word.endsWith("*");
        String letters = begins ? word.substring(0, word.length() - 1) : word;
        return text.marks().containsValue(word)
                || text.words().stream().anyMatch(heard -> begins ? heard.startsWith(letters) : like(heard, letters));
    }

    private static boolean like(String heard, String word) {
        return switch (word) {
            case "#" -> Phrase.number(heard);
            case "#host" -> heard.indexOf('.') > 0;
            case "@sender", "@recipient" -> heard.equals("@");
            case "#sender", "#recipient", "#hello" -> heard.indexOf('.') > 0;
            default -> heard.equals(word) || (word.indexOf('.') > 0 && heard.endsWith("." + word));
        };
    }
}

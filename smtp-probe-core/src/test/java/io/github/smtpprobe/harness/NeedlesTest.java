/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The search that the sweeps for secrets trust finds what a search for each word alone finds. */
class NeedlesTest {
    private static final int WORDS = 2_000;

    @Test
    void findsWhatASearchForEachWordFinds() {
        Random random = new Random(7);
        for (int i = 0; i < WORDS; i++) {
            List<String> words = List.of(
                    letters(random, 2 + random.nextInt(4)),
                    letters(random, 2 + random.nextInt(9)),
                    letters(random, 2 + random.nextInt(2)));
            String text = letters(random, random.nextInt(40));
            int first = words.stream()
                    .mapToInt(text::indexOf)
                    .filter(at -> at >= 0)
                    .min()
                    .orElse(-1);
            assertThat(new Needles(words).first(text).map(text::indexOf).orElse(-1))
                    .as(words + " in " + text)
                    .isEqualTo(first);
        }
    }

    @Test
    void findsWordsAtBothEndsOfAText() {
        Needles needles = new Needles(List.of("ab", "\u4E16\u754C!"));
        assertThat(needles.first("ab")).hasValue("ab");
        assertThat(needles.first("--ab")).hasValue("ab");
        assertThat(needles.first("-\u4E16\u754C!")).hasValue("\u4E16\u754C!");
        assertThat(needles.anyIn("")).isFalse();
        assertThat(needles.anyIn("a")).isFalse();
        assertThat(needles.anyIn("\u4E16\u754C")).isFalse();
    }

    /** Few different ones, so that words overlap, and some whose pairs are alike. */
    private static String letters(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append("abc\u0161\u6161".charAt(random.nextInt(5)));
        }
        return text.toString();
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands in replies beside the cause: politeness, advice, and what is said not to be so. It is taken out of the words before
 * a cause is looked for; a phrase that ends with a gap takes the rest of its sentence with it.
 */
final class Asides {
    private final Map<String, List<Phrase>> byWord = new HashMap<>();

    Asides(List<Phrase> phrases) {
        for (Phrase each : phrases) {
            each.openings()
                    .forEach(word -> byWord.computeIfAbsent(word, any -> new ArrayList<>(2))
                            .add(each));
        }
    }

    /** The words without asides; the end of a sentence stands in place of each. */
    List<String> leaveOut(List<String> words) {
        List<String> kept = new ArrayList<>(words.size());
        for (int i = 0; i < words.size(); i++) {
            int end = endOfAside(words, i);
            if (end > i) {
                kept.add(ReplyWords.END);
                i = end - 1;
            } else {
                kept.add(words.get(i));
            }
        }
        return kept;
    }

    private int endOfAside(List<String> words, int at) {
        for (Phrase each : byWord.getOrDefault(words.get(at), List.of())) {
            int end = each.endAt(words, at);
            if (end > at) {
                return each.open() ? endOfSentence(words, end) : end;
            }
        }
        return at;
    }

    private static int endOfSentence(List<String> words, int at) {
        int end = at;
        while (end < words.size() && !words.get(end).equals(ReplyWords.END)) {
            end++;
        }
        return end;
    }
}

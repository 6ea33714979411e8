/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of a reply that do not tell its cause: politeness, advice, and what the reply says is not the case. They are
 * removed before a cause is looked for; a phrase that ends with a gap removes the rest of its sentence as well.
 */
final class Asides {
    private final Map<Integer, List<Wording>> byOpening = new HashMap<>();
    private final BitSet openings = new BitSet();
    private final int[] end;

    Asides(List<Phrase> phrases, Vocabulary vocabulary) {
        this.end = new int[] {vocabulary.number(ReplyWords.END)};
        for (Phrase each : phrases) {
            Wording wording = Wording.of(each, vocabulary);
            wording.openings().forEach(word -> {
                openings.set(word);
                byOpening.computeIfAbsent(word, any -> new ArrayList<>(2)).add(wording);
            });
        }
    }

    /** The words without the asides, each of which is replaced by the end of a sentence. */
    Numbered leaveOut(Numbered text) {
        if (!text.present().intersects(openings)) {
            return text;
        }
        List<int[]> kept = new ArrayList<>(text.length());
        BitSet present = new BitSet(text.present().size());
        for (int i = 0; i < text.length(); i++) {
            int behind = behindAside(text, i);
            int[] word = behind > i ? end : text.words()[i];
            kept.add(word);
            for (int number : word) {
                present.set(number);
            }
            i = Math.max(i, behind - 1);
        }
        return new Numbered(kept.toArray(int[][]::new), present);
    }

    private int behindAside(Numbered text, int at) {
        for (int word : text.words()[at]) {
            if (openings.get(word)) {
                for (Wording each : byOpening.getOrDefault(word, List.of())) {
                    int behind = each.possibleIn(text) ? each.endAt(text, at) : at;
                    if (behind > at) {
                        return each.open() ? endOfSentence(text, behind) : behind;
                    }
                }
            }
        }
        return at;
    }

    private int endOfSentence(Numbered text, int at) {
        int behind = at;
        while (behind < text.length() && !text.is(behind, end[0])) {
            behind++;
        }
        return behind;
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A phrase as numbers, prepared for comparison. */
final class Wording {
    private static final int GAP = 4;
    private static final int NOWHERE = Heard.NOWHERE;
    private static final int[][] ANYTHING = {};

    private final int[][][] parts;

    /** The parts that a text must contain in any case, those with the fewest alternatives first. */
    private final int[][][] needed;

    private final int[] openings;
    private final int end;

    private Wording(int[][][] parts, int end) {
        this.parts = parts;
        this.end = end;
        this.openings =
                Arrays.stream(parts[0]).mapToInt(words -> words[0]).distinct().toArray();
        this.needed = Arrays.stream(parts)
                .skip(1)
                .filter(Wording::required)
                .sorted(Comparator.comparingInt(part -> part.length))
                .toArray(int[][][]::new);
    }

    static Wording of(Phrase phrase, Vocabulary vocabulary) {
        int[][][] parts = phrase.parts().stream()
                .map(part -> part.equals(Phrase.ANYTHING) ? ANYTHING : numbers(part, vocabulary))
                .toArray(int[][][]::new);
        return new Wording(parts, vocabulary.number(ReplyWords.END));
    }

    private static int[][] numbers(List<List<String>> part, Vocabulary vocabulary) {
        return part.stream()
                .map(words -> words.stream().mapToInt(vocabulary::number).toArray())
                .toArray(int[][]::new);
    }

    /** The numbers of all its words. */
    IntStream words() {
        return Arrays.stream(parts)
                .flatMap(Arrays::stream)
                .flatMapToInt(Arrays::stream)
                .distinct();
    }

    /**
     * Words of which every text that contains the phrase contains at least one, as few and as rare as possible.
     *
     * @param frequency how many phrases contain each word
     */
    IntStream anchors(int[] frequency) {
        return Arrays.stream(parts)
                .filter(Wording::required)
                .map(part -> Arrays.stream(part)
                        .mapToInt(words -> rarest(words, frequency))
                        .distinct()
                        .toArray())
                .min(Comparator.comparingInt(words ->
                        Arrays.stream(words).map(word -> frequency[word]).sum()))
                .map(Arrays::stream)
                .orElseGet(this::openings);
    }

    private static int rarest(int[] words, int[] frequency) {
        int rarest = words[0];
        for (int word : words) {
            rarest = frequency[word] < frequency[rarest] ? word : rarest;
        }
        return rarest;
    }

    /** Whether a part is neither a gap nor optional. */
    private static boolean required(int[][] part) {
        return part != ANYTHING && part[part.length - 1].length > 0;
    }

    /** The numbers of the words that can begin it. */
    IntStream openings() {
        return Arrays.stream(openings);
    }

    /** Whether the last part is a gap. */
    boolean open() {
        return parts[parts.length - 1] == ANYTHING;
    }

    /** Whether the text contains, anywhere, all that the phrase needs after its beginning: this rules most phrases out. */
    boolean possibleIn(Numbered text) {
        for (int[][] part : needed) {
            if (!anyPresent(part, text)) {
                return false;
            }
        }
        return true;
    }

    private static boolean anyPresent(int[][] alternatives, Numbered text) {
        for (int[] alternative : alternatives) {
            boolean all = true;
            for (int i = 0; all && i < alternative.length; i++) {
                all = text.has(alternative[i]);
            }
            if (all) {
                return true;
            }
        }
        return false;
    }

    /** Whether the text contains the phrase. */
    boolean standsIn(Heard text) {
        if (!possibleIn(text.text())) {
            return false;
        }
        for (int opening : openings) {
            if (standsFrom(opening, text)) {
                return true;
            }
        }
        return false;
    }

    private boolean standsFrom(int opening, Heard text) {
        for (int each = text.firstOf(opening); each != NOWHERE; each = text.nextOf(each)) {
            if (endAt(text.text(), text.placeOf(each)) != NOWHERE) {
                return true;
            }
        }
        return false;
    }

    /** Where the phrase ends if it begins at this word of the text; -1 if it does not. */
    int endAt(Numbered text, int at) {
        return fits(text, at, 0);
    }

    /** Gaps are short and few, so the number of tries is bounded by the phrase, not by the text. */
    private int fits(Numbered text, int at, int part) {
        if (part == parts.length) {
            return at;
        }
        if (parts[part] == ANYTHING) {
            return fitsBehindGap(text, at, part + 1);
        }
        for (int[] alternative : parts[part]) {
            int found = stands(alternative, text, at) ? fits(text, at + alternative.length, part + 1) : NOWHERE;
            if (found != NOWHERE) {
                return found;
            }
        }
        return NOWHERE;
    }

    private int fitsBehindGap(Numbered text, int at, int part) {
        for (int i = at; i <= at + GAP && i <= text.length(); i++) {
            int found = fits(text, i, part);
            if (found != NOWHERE) {
                return found;
            }
            if (i < text.length() && text.is(i, end)) {
                return NOWHERE;
            }
        }
        return NOWHERE;
    }

    private static boolean stands(int[] alternative, Numbered text, int at) {
        if (at + alternative.length > text.length()) {
            return false;
        }
        for (int i = 0; i < alternative.length; i++) {
            if (!text.is(at + i, alternative[i])) {
                return false;
            }
        }
        return true;
    }
}

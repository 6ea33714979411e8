/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Words that a text is searched for all at once. A window as long as the shortest word moves over the text: where its last two
 * characters stand nearest to a word's beginning tells how far it may move (the search of Wu and Manber).
 */
public final class Needles {
    private static final int PAIRS = 1 << 16;

    private final int window;
    private final byte[] moves = new byte[PAIRS];
    private final Map<Integer, List<String>> endings = new HashMap<>();

    /** Makes a set of words of two characters or more each. */
    public Needles(List<String> words) {
        window = Math.min(
                Byte.MAX_VALUE, words.stream().mapToInt(String::length).min().orElse(2));
        Arrays.fill(moves, (byte) (window - 1));
        for (String word : words) {
            for (int end = 1; end < window; end++) {
                int pair = pair(word.charAt(end - 1), word.charAt(end));
                moves[pair] = (byte) Math.min(moves[pair], window - 1 - end);
            }
            endings.computeIfAbsent(pair(word.charAt(window - 2), word.charAt(window - 1)), key -> new ArrayList<>())
                    .add(word);
        }
    }

    /** Whether any of the words stands in a text. */
    public boolean anyIn(String text) {
        return first(text).isPresent();
    }

    /** The word that stands first in a text. */
    public Optional<String> first(String text) {
        int end = window - 1;
        while (end < text.length()) {
            int pair = pair(text.charAt(end - 1), text.charAt(end));
            int move = moves[pair];
            if (move == 0) {
                Optional<String> found = standing(pair, text, end + 1 - window);
                if (found.isPresent()) {
                    return found;
                }
            }
            end += Math.max(1, move);
        }
        return Optional.empty();
    }

    private static int pair(char first, char second) {
        return (first << 8 ^ second) & (PAIRS - 1);
    }

    private Optional<String> standing(int pair, String text, int at) {
        return endings.get(pair).stream()
                .filter(word -> text.startsWith(word, at))
                .findFirst();
    }
}

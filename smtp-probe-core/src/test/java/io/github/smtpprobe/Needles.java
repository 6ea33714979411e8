/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import java.util.BitSet;
import java.util.List;

/** Words that a text is searched for all at once: by their first two characters, and only where these stand by the rest. */
final class Needles {
    private static final int PAIRS = 1 << 16;

    private final List<String> words;
    private final BitSet beginnings = new BitSet(PAIRS);

    /** Makes a set of words of two characters or more each. */
    Needles(List<String> words) {
        this.words = List.copyOf(words);
        words.forEach(word -> beginnings.set(pair(word.charAt(0), word.charAt(1))));
    }

    /** Whether any of the words stands in a text. */
    boolean anyIn(String text) {
        if (text.isEmpty()) {
            return false;
        }
        char before = text.charAt(0);
        for (int at = 1; at < text.length(); at++) {
            char next = text.charAt(at);
            if (beginnings.get(pair(before, next)) && stands(text, at - 1)) {
                return true;
            }
            before = next;
        }
        return false;
    }

    private static int pair(char first, char second) {
        return (first << 8 ^ second) & (PAIRS - 1);
    }

    private boolean stands(String text, int at) {
        for (String word : words) {
            if (text.startsWith(word, at)) {
                return true;
            }
        }
        return false;
    }
}

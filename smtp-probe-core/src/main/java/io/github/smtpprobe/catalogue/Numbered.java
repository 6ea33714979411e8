/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import java.util.BitSet;

/**
 * The words of a reply by their numbers in the vocabulary.
 *
 * @param words   each with its numbers, none for a word that no phrase has
 * @param present every number that stands anywhere in the text
 */
record Numbered(int[][] words, BitSet present) {
    int length() {
        return words.length;
    }

    boolean has(int number) {
        return present.get(number);
    }

    boolean is(int at, int number) {
        for (int each : words[at]) {
            if (each == number) {
                return true;
            }
        }
        return false;
    }
}

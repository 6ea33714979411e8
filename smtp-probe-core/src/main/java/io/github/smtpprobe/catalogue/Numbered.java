/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import java.util.BitSet;

/**
 * The words of a reply as numbers of the vocabulary.
 *
 * @param words   the numbers of each word; none for a word that occurs in no phrase
 * @param present every number that occurs in the text
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

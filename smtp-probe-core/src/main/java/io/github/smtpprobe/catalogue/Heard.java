/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import java.util.Arrays;

/** The words of a reply, indexed by number, so that a phrase is compared only at the places where its first word occurs. */
final class Heard {
    static final int NOWHERE = -1;

    private final Numbered text;

    /** A hash table with open addressing: for each number, its first occurrence. */
    private final int[] first;

    /** For each occurrence its number, its place, and the next occurrence of the same number. */
    private final int[] numbers;

    private final int[] places;
    private final int[] next;

    Heard(Numbered text) {
        this.text = text;
        int count = 0;
        for (int[] word : text.words()) {
            count += word.length;
        }
        numbers = new int[count];
        places = new int[count];
        next = new int[count];
        first = new int[Integer.highestOneBit(count + 1) * 4];
        Arrays.fill(first, NOWHERE);
        note();
    }

    /** Goes from the last word to the first, so that the first occurrence ends up at the head of its list. */
    private void note() {
        int occurrence = numbers.length;
        for (int place = text.length() - 1; place >= 0; place--) {
            for (int number : text.words()[place]) {
                occurrence--;
                int slot = slot(number);
                numbers[occurrence] = number;
                places[occurrence] = place;
                next[occurrence] = first[slot];
                first[slot] = occurrence;
            }
        }
    }

    private int slot(int number) {
        int slot = ((number * 0x9E3779B9) >>> 16) & (first.length - 1);
        while (first[slot] != NOWHERE && numbers[first[slot]] != number) {
            slot = slot + 1 & first.length - 1;
        }
        return slot;
    }

    Numbered text() {
        return text;
    }

    /** The first occurrence of a number; -1 if there is none. */
    int firstOf(int number) {
        return first[slot(number)];
    }

    /** The next occurrence of the same number; -1 if there is none. */
    int nextOf(int occurrence) {
        return next[occurrence];
    }

    /** The place in the text of an occurrence. */
    int placeOf(int occurrence) {
        return places[occurrence];
    }
}

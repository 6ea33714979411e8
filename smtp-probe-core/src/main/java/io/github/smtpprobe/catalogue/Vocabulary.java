/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words of all phrases, numbered, so that each word of a reply is looked up once and phrases compare numbers. A word of a
 * reply has several numbers if it also matches a word with a star, or is a number or a host name.
 */
final class Vocabulary {
    /** Words with a star are looked up by this many first letters. */
    private static final int STEM = 3;

    private static final int BUCKETS = 1 << 10;

    /** A shorter beginning does not match a host name: {@code relay*} is not about relay3.example.com. */
    private static final int SHORT = 6;

    private static final int[] NONE = {};

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, int[]> literal = new HashMap<>();
    private final List<List<Stem>> stems = new ArrayList<>();

    private final int anyHost;
    private final int anyNumber;
    private final int anyAddress;

    private record Stem(String letters, int number) {}

    Vocabulary() {
        for (int i = 0; i < BUCKETS; i++) {
            stems.add(List.of());
        }
        anyHost = number("#host");
        anyNumber = number("#");
        anyAddress = number("#ip");
    }

    /** The number of a word of a phrase; a new word gets the next number. */
    int number(String pattern) {
        Integer known = numbers.get(pattern);
        return known == null ? learn(pattern) : known;
    }

    private int learn(String pattern) {
        int number = numbers.size();
        numbers.put(pattern, number);
        if (pattern.endsWith("*")) {
            if (pattern.length() <= STEM) {
                throw new IllegalArgumentException("too short a beginning: " + pattern);
            }
            String letters = pattern.substring(0, pattern.length() - 1);
            List<Stem> longer = new ArrayList<>(stems.get(bucket(letters)));
            longer.add(new Stem(letters, number));
            stems.set(bucket(letters), longer);
        } else {
            literal.put(pattern, new int[] {number});
        }
        return number;
    }

    int size() {
        return numbers.size();
    }

    /** Makes a misspelt word stand for the correct one. Called once all phrases are known. */
    void mean(String misspelt, String word) {
        if (literal.put(misspelt, numbersOf(word)) != null) {
            throw new IllegalArgumentException("a word of a phrase is no misspelt one: " + misspelt);
        }
    }

    private static int bucket(String word) {
        return (word.charAt(0) * 31 * 31 + word.charAt(1) * 31 + word.charAt(2)) & (BUCKETS - 1);
    }

    /** The words of a text as numbers. */
    Numbered hear(ReplyWords text) {
        List<String> words = text.words();
        int[][] all = new int[words.size()][];
        BitSet present = new BitSet(size());
        for (int i = 0; i < all.length; i++) {
            String mark = text.marks().get(i);
            int[] numbers = numbersOf(words.get(i));
            all[i] = mark == null ? numbers : plus(numbers, mark);
            for (int number : all[i]) {
                present.set(number);
            }
        }
        return new Numbered(all, present);
    }

    private int[] numbersOf(String word) {
        int[] found = literal.getOrDefault(word, NONE);
        boolean dotted = word.length() > 1 && word.indexOf('.') > 0;
        if (word.length() >= STEM) {
            for (Stem stem : stems.get(bucket(word))) {
                boolean name = dotted && stem.letters().length() < SHORT;
                if (!name && word.startsWith(stem.letters())) {
                    found = with(found, stem.number());
                }
            }
        }
        return dotted ? namesOf(word, found) : markOf(word, found);
    }

    /** A host name matches each domain that it is under. */
    private int[] namesOf(String word, int[] before) {
        int[] found = with(before, anyHost);
        for (int dot = word.indexOf('.'); dot >= 0; dot = word.indexOf('.', dot + 1)) {
            String domain = word.substring(dot + 1);
            found = domain.indexOf('.') > 0 ? plus(found, domain) : found;
        }
        return found;
    }

    private int[] markOf(String word, int[] before) {
        if (word.equals("#private")) {
            return with(before, anyAddress);
        }
        return Phrase.number(word) ? with(before, anyNumber) : before;
    }

    private int[] plus(int[] before, String pattern) {
        int[] more = literal.get(pattern);
        return more == null ? before : with(before, more[0]);
    }

    private static int[] with(int[] before, int number) {
        int[] more = Arrays.copyOf(before, before.length + 1);
        more[before.length] = number;
        return more;
    }
}

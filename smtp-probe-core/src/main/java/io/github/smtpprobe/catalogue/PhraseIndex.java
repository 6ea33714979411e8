/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The phrases of all rows by the word that they begin with, so that each word of a reply meets only the few that it can begin. */
final class PhraseIndex {
    /** A word with a star is found by so many letters. */
    private static final int STEM = 3;

    private final Map<String, List<Entry>> byWord = new HashMap<>();
    private final Map<String, List<Entry>> byStem = new HashMap<>();
    private final Map<String, List<Entry>> byDomain = new HashMap<>();

    private record Entry(Phrase phrase, int row, Kind kind) {}

    /** What it means for a row that a phrase stands in the text. */
    private enum Kind {
        SAYS,
        HINTS,
        EXCLUDES
    }

    PhraseIndex(List<Row> rows) {
        for (int i = 0; i < rows.size(); i++) {
            Row.Evidence evidence = rows.get(i).evidence();
            add(evidence.words(), i, Kind.SAYS);
            add(evidence.hints(), i, Kind.HINTS);
            add(evidence.never(), i, Kind.EXCLUDES);
        }
    }

    private void add(List<Phrase> phrases, int row, Kind kind) {
        phrases.forEach(phrase -> add(new Entry(phrase, row, kind)));
    }

    private void add(Entry entry) {
        for (String opening : entry.phrase().openings()) {
            if (opening.endsWith("*")) {
                if (opening.length() <= STEM) {
                    throw new IllegalArgumentException("too short a beginning: " + opening);
                }
                put(byStem, opening.substring(0, STEM), entry);
            } else if (opening.indexOf('.') > 0) {
                put(byDomain, topOf(opening), entry);
            } else {
                put(byWord, opening, entry);
            }
        }
    }

    private static void put(Map<String, List<Entry>> index, String key, Entry entry) {
        index.computeIfAbsent(key, any -> new ArrayList<>(2)).add(entry);
    }

    private static String topOf(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Looks once at each word of a text. */
    Found find(List<String> words) {
        Found found = new Found(new BitSet(), new BitSet(), new BitSet());
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            collect(byWord.get(word), words, i, found);
            if (word.equals("#private")) {
                collect(byWord.get("#ip"), words, i, found);
            } else if (word.length() >= STEM) {
                collect(byStem.get(word.substring(0, STEM)), words, i, found);
            }
            if (word.indexOf('.') > 0) {
                collect(byWord.get("#host"), words, i, found);
                collect(byDomain.get(topOf(word)), words, i, found);
            }
        }
        return found;
    }

    /** Rows whose words stand in a text, rows that it hints at, and rows that it rules out. */
    record Found(BitSet said, BitSet hinted, BitSet excluded) {
        private BitSet of(Kind kind) {
            return switch (kind) {
                case SAYS -> said;
                case HINTS -> hinted;
                case EXCLUDES -> excluded;
            };
        }
    }

    private static void collect(@Nullable List<Entry> entries, List<String> words, int at, Found found) {
        if (entries == null) {
            return;
        }
        for (Entry each : entries) {
            BitSet rows = found.of(each.kind());
            if (!rows.get(each.row()) && each.phrase().standsAt(words, at)) {
                rows.set(each.row());
            }
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The phrases of all rows by the words that they begin with, so that each word of a reply meets only the few that it can begin, and
 * of these only those whose other words stand in the reply too.
 */
final class PhraseIndex {
    private static final int[] NOWHERE = {};

    private final Vocabulary vocabulary = new Vocabulary();
    private final Asides asides;
    private final List<List<Entry>> byOpening;

    private record Entry(Wording wording, Kind kind, int row, String provider) {}

    /** What it means for a row that a phrase stands in the text. */
    private enum Kind {
        SAYS,
        HINTS,
        EXCLUDES,
        MARKS
    }

    PhraseIndex(List<Row> rows, List<Phrase> asides) {
        this.asides = new Asides(asides, vocabulary);
        List<Entry> all = new ArrayList<>();
        Set<String> marked = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            add(all, row.evidence().words(), i, Kind.SAYS);
            add(all, row.evidence().hints(), i, Kind.HINTS);
            add(all, row.evidence().never(), i, Kind.EXCLUDES);
            row.conditions()
                    .provider()
                    .filter(provider -> marked.add(provider.name()))
                    .ifPresent(provider -> provider.marks().forEach(each -> all.add(mark(each, provider))));
        }
        this.byOpening = new ArrayList<>();
        for (int i = 0; i < vocabulary.size(); i++) {
            byOpening.add(List.of());
        }
        all.forEach(entry -> entry.wording().openings().forEach(word -> put(word, entry)));
    }

    private void add(List<Entry> all, List<Phrase> phrases, int row, Kind kind) {
        phrases.forEach(each -> all.add(new Entry(Wording.of(each, vocabulary), kind, row, "")));
    }

    private Entry mark(Phrase phrase, Provider provider) {
        return new Entry(Wording.of(phrase, vocabulary), Kind.MARKS, -1, provider.name());
    }

    private void put(int word, Entry entry) {
        List<Entry> longer = new ArrayList<>(byOpening.get(word));
        longer.add(entry);
        byOpening.set(word, longer);
    }

    /** Looks at the phrases that a word of the text can begin; those of rows that cannot hold are not looked for. */
    Found find(List<String> words, BitSet concerned) {
        Heard text = asides.leaveOut(vocabulary.hear(words));
        Found found = new Found(new BitSet(), new BitSet(), new BitSet(), new HashSet<>(2));
        for (int word = text.present().nextSetBit(0);
                word >= 0;
                word = text.present().nextSetBit(word + 1)) {
            int[] places = byOpening.get(word).isEmpty() ? NOWHERE : text.places(word);
            for (Entry each : byOpening.get(word)) {
                boolean needed = each.kind() == Kind.MARKS || concerned.get(each.row());
                if (needed && each.wording().possibleIn(text) && !found.has(each) && stands(each, places, text)) {
                    found.add(each);
                }
            }
        }
        return found;
    }

    private static boolean stands(Entry entry, int[] places, Heard text) {
        for (int place : places) {
            if (entry.wording().endAt(text, place) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Rows whose words stand in a text, rows that it hints at, rows that it rules out, and providers whose marks it has. */
    record Found(BitSet said, BitSet hinted, BitSet excluded, Set<String> marked) {
        private boolean has(Entry entry) {
            return switch (entry.kind()) {
                case SAYS -> said.get(entry.row());
                case HINTS -> hinted.get(entry.row());
                case EXCLUDES -> excluded.get(entry.row());
                case MARKS -> marked.contains(entry.provider());
            };
        }

        private void add(Entry entry) {
            switch (entry.kind()) {
                case SAYS -> said.set(entry.row());
                case HINTS -> hinted.set(entry.row());
                case EXCLUDES -> excluded.set(entry.row());
                case MARKS -> marked.add(entry.provider());
            }
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The phrases of all rows, each indexed by the rarest word that it requires, so that each word of a reply leads to a few
 * phrases only. The phrases that rule a row out are looked for only when the row was found.
 */
final class PhraseIndex {
    private final Vocabulary vocabulary = new Vocabulary();
    private final Asides asides;
    private final List<List<Entry>> byAnchor = new ArrayList<>();

    /** For each row, the phrases that rule it out. */
    private final List<List<Wording>> never;

    private final List<Wording> lasting;
    private final List<Wording> passing;

    /** Phrases that name something to be done first, so that waiting alone does not help. */
    private final List<Wording> conditions;

    private record Entry(Wording wording, Kind kind, int row, String provider) {}

    /** What it means for a row if the text contains the phrase. */
    private enum Kind {
        SAYS,
        HINTS,
        /** The phrase tells the outcome. */
        TELLS,
        MARKS
    }

    PhraseIndex(List<Row> rows, Beside beside) {
        this.asides = new Asides(beside.asides(), vocabulary);
        this.lasting = wordings(beside.lasting());
        this.passing = wordings(beside.passing());
        this.conditions = wordings(beside.conditions());
        this.never = rows.stream().map(row -> wordings(row.evidence().never())).toList();
        List<Entry> all = new ArrayList<>();
        Set<String> marked = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            add(all, row.evidence().words(), Kind.SAYS, i);
            add(all, row.evidence().hints(), Kind.HINTS, i);
            add(all, row.evidence().outcome(), Kind.TELLS, i);
            row.conditions()
                    .provider()
                    .filter(provider -> marked.add(provider.name()))
                    .ifPresent(provider -> wordings(provider.marks())
                            .forEach(each -> all.add(new Entry(each, Kind.MARKS, -1, provider.name()))));
        }
        beside.misspelt().forEach(vocabulary::mean);
        index(all);
    }

    private List<Wording> wordings(List<Phrase> phrases) {
        return phrases.stream().map(each -> Wording.of(each, vocabulary)).toList();
    }

    private void add(List<Entry> all, List<Phrase> phrases, Kind kind, int row) {
        wordings(phrases).forEach(each -> all.add(new Entry(each, kind, row, "")));
    }

    private void index(List<Entry> all) {
        int[] frequency = new int[vocabulary.size()];
        all.forEach(entry -> entry.wording().words().forEach(word -> frequency[word]++));
        for (int i = 0; i < vocabulary.size(); i++) {
            byAnchor.add(new ArrayList<>(2));
        }
        all.forEach(entry -> entry.wording()
                .anchors(frequency)
                .forEach(word -> byAnchor.get(word).add(entry)));
    }

    /** The words of a text as numbers, without asides. */
    Heard hear(ReplyWords words) {
        return new Heard(asides.leaveOut(vocabulary.hear(words)));
    }

    /** Looks for phrases that contain a word of the text, except those of rows that cannot apply. */
    Found find(Heard text, BitSet concerned) {
        Found found = new Found(new BitSet(), new BitSet(), new BitSet(), new HashSet<>(2));
        BitSet present = text.text().present();
        for (int word = present.nextSetBit(0); word >= 0; word = present.nextSetBit(word + 1)) {
            for (Entry each : byAnchor.get(word)) {
                boolean needed = each.kind() == Kind.MARKS || concerned.get(each.row());
                if (needed && !found.has(each) && each.wording().standsIn(text)) {
                    found.add(each);
                }
            }
        }
        return found;
    }

    /** Whether something in the text rules a row out. */
    boolean excludes(int row, Heard text) {
        return anyStandsIn(text, never.get(row));
    }

    /** Whether the text says that the refusal is permanent. */
    boolean saidToLast(Heard text) {
        return anyStandsIn(text, lasting);
    }

    /** Whether the text says that the refusal is temporary and will pass without anything being done. */
    boolean saidToPass(Heard text) {
        return anyStandsIn(text, passing) && !anyStandsIn(text, conditions);
    }

    private static boolean anyStandsIn(Heard text, List<Wording> phrases) {
        for (Wording each : phrases) {
            if (each.standsIn(text)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The rows whose words the text contains, those whose hints it contains, those whose outcome it tells, and the providers
     * whose marks it has.
     */
    record Found(BitSet said, BitSet hinted, BitSet told, Set<String> marked) {
        private boolean has(Entry entry) {
            return switch (entry.kind()) {
                case SAYS -> said.get(entry.row());
                case HINTS -> hinted.get(entry.row());
                case TELLS -> told.get(entry.row());
                case MARKS -> marked.contains(entry.provider());
            };
        }

        private void add(Entry entry) {
            switch (entry.kind()) {
                case SAYS -> said.set(entry.row());
                case HINTS -> hinted.set(entry.row());
                case TELLS -> told.set(entry.row());
                case MARKS -> marked.add(entry.provider());
            }
        }
    }
}

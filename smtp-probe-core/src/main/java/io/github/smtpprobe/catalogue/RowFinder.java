/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.smtp.ReplyCode;
import io.github.smtpprobe.smtp.Stage;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Finds the library's row that fits a reply best; of equally good rows the first one counts. Immutable. */
final class RowFinder {
    private final List<Row> rows;
    private final PhraseIndex index;

    /** For each command that was asked about, and by the first digit of the reply, the rows that can apply at all. */
    private final Map<Stage, List<BitSet>> concerned = new ConcurrentHashMap<>();

    /** The rows that a link or a code can lead to. */
    private final BitSet coded = new BitSet();

    private final Contradictions contradictions;

    /** Words that say no more than a code does. */
    private final Set<String> plain;

    RowFinder(List<Row> rows, Beside beside) {
        this.rows = rows;
        this.index = new PhraseIndex(rows, beside);
        this.contradictions = new Contradictions(index, rows);
        this.plain = beside.plain();
        for (int i = 0; i < rows.size(); i++) {
            coded.set(i, rows.get(i).tellsByCode());
        }
    }

    private List<BitSet> rowsFor(Stage stage) {
        return IntStream.of(200, 300, 400, 500)
                .mapToObj(code -> rowsFor(stage, new ReplyCode(code)))
                .toList();
    }

    private BitSet rowsFor(Stage stage, ReplyCode code) {
        BitSet all = new BitSet(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            all.set(i, rows.get(i).conditions().concern(stage, code));
        }
        return all;
    }

    /**
     * The row that fits best, its place in the table, and how well it fits.
     *
     * @param worded whether the reply has words of its own
     * @param named  the rows whose words or hints it contains
     */
    record Match(Reading reading, Heard text, Row row, int place, Row.Rank rank, boolean worded, BitSet named) {
        /** Whether an enhanced status code led to the row although the reply also has words, which no row knows. */
        boolean byCodeAlone() {
            return rank == Row.Rank.ENHANCED && worded;
        }

        /** Whether a code led to a row that otherwise needs words: a code is never as certain as they are. */
        boolean byCodeInsteadOfWords() {
            return (rank == Row.Rank.CODE || rank == Row.Rank.ENHANCED)
                    && !row.evidence().words().isEmpty();
        }

        Stage stage() {
            return reading.stage();
        }
    }

    List<Row> rows() {
        return rows;
    }

    /** The meaning of a reply, with anything that has to be said about this reply in particular. */
    Meaning explain(Reading reading) {
        Match match = find(reading)
                .orElseThrow(() ->
                        new IllegalStateException("no row of the table is for any command and " + reading.code()));
        Meaning meaning = match.row().meaning().of(reading.reply(), contradictions.in(match));
        Meaning sure = match.byCodeInsteadOfWords() ? meaning.notCertain() : meaning;
        return TwoCauses.of(match, sure, this::findWhole).orElseGet(() -> match.byCodeAlone() ? sure.unsure() : sure);
    }

    /** The row that fits; empty if the table has no row for such a reply to that command. */
    Optional<Match> find(Reading reading) {
        return RepeatedReason.in(reading)
                .flatMap(this::findWhole)
                .filter(match ->
                        match.rank() == Row.Rank.WORDS && !match.row().meaning().general())
                .or(() -> findWhole(reading));
    }

    private Optional<Match> findWhole(Reading reading) {
        Heard text = index.hear(reading.text());
        BitSet able = concerned
                .computeIfAbsent(reading.stage(), this::rowsFor)
                .get(reading.reply().code().value() / 100 - 2);
        return new Search(reading, text, able, index.find(text, able)).best();
    }

    /** The search for one reply among the rows that can apply. */
    private final class Search {
        private final Reading reading;
        private final Heard text;
        private final BitSet able;
        private final PhraseIndex.Found found;

        Search(Reading reading, Heard text, BitSet able, PhraseIndex.Found found) {
            this.reading = reading;
            this.text = text;
            this.able = able;
            this.found = found;
        }

        Optional<Match> best() {
            int said = firstSaid();
            return said >= 0 ? Optional.of(match(said, Row.Rank.WORDS)) : byCode();
        }

        private Match match(int place, Row.Rank rank) {
            BitSet named = (BitSet) found.said().clone();
            named.or(found.hinted());
            return new Match(
                    reading, text, rows.get(place), place, rank, reading.text().sayMoreThan(plain), named);
        }

        private int firstSaid() {
            BitSet said = found.said();
            for (int i = said.nextSetBit(0); i >= 0; i = said.nextSetBit(i + 1)) {
                if (holds(i) && !index.excludes(i, text)) {
                    return i;
                }
            }
            return -1;
        }

        private Optional<Match> byCode() {
            int best = -1;
            Row.Rank rank = Row.Rank.NONE;
            BitSet likely = (BitSet) coded.clone();
            likely.or(found.hinted());
            likely.or(found.told());
            likely.and(able);
            for (int i = likely.nextSetBit(0); i >= 0; i = likely.nextSetBit(i + 1)) {
                Row.Rank its = rank(i);
                if (its.compareTo(rank) > 0 && holds(i) && !index.excludes(i, text)) {
                    best = i;
                    rank = its;
                }
            }
            return best < 0 ? Optional.empty() : Optional.of(match(best, rank));
        }

        private Row.Rank rank(int place) {
            Row.Rank byCode = rows.get(place).rankByCode(reading);
            Row.Rank byWords = found.hinted().get(place)
                    ? rows.get(place).rankOfHints(!found.told().isEmpty())
                    : found.told().get(place) ? Row.Rank.OUTCOME : Row.Rank.NONE;
            return byCode.compareTo(byWords) < 0 ? byWords : byCode;
        }

        private boolean holds(int place) {
            Row row = rows.get(place);
            Row.Conditions conditions = row.conditions();
            return row.holds(reading, found.marked())
                    && (!conditions.worded() || reading.text().sayMoreThan(plain))
                    && (!conditions.bare() || !reading.text().sayMoreThan(plain));
        }
    }
}

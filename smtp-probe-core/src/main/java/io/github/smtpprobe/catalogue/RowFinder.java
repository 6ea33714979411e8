/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.ReplyCode;
import io.github.smtpprobe.smtp.Stage;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Finds the row that fits a reply best; of equals the first one counts. Immutable. */
final class RowFinder {
    private final List<Row> rows;
    private final PhraseIndex index;

    /** For each command that was asked about, by first digit, the rows that can be meant at all. */
    private final Map<Stage, List<BitSet>> concerned = new ConcurrentHashMap<>();

    /** The rows that a link or a code can tell. */
    private final BitSet coded = new BitSet();

    private final Contradictions contradictions;

    RowFinder(List<Row> rows, Beside beside) {
        this.rows = rows;
        this.index = new PhraseIndex(rows, beside);
        this.contradictions = new Contradictions(index);
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

    /** The row that fits best, its place in the table, and how well it fits. */
    record Match(Reading reading, Heard text, Row row, int place, Row.Rank rank) {
        Stage stage() {
            return reading.stage();
        }
    }

    /** What a reply means, with what is to be said about this reply alone. */
    Meaning explain(Stage stage, Reply reply, ReplyContext context) {
        Match match = find(stage, reply, context);
        return match.row().meaning().of(reply, match.row().own() ? "" : contradictions.in(match));
    }

    Match find(Stage stage, Reply reply, ReplyContext context) {
        Reading reading = Reading.of(stage, reply, context);
        Heard text = index.hear(reading.text());
        BitSet able =
                concerned.computeIfAbsent(stage, this::rowsFor).get(reply.code().value() / 100 - 2);
        return new Search(reading, text, able, index.find(text, able)).best();
    }

    /** One reply over the rows that can be meant. */
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

        Match best() {
            int own = firstOwn();
            if (own >= 0) {
                return match(own, Row.Rank.OWN);
            }
            int said = firstSaid();
            return said >= 0 ? match(said, Row.Rank.WORDS) : byCode();
        }

        private Match match(int place, Row.Rank rank) {
            return new Match(reading, text, rows.get(place), place, rank);
        }

        /** An application's own rows stand before all others, and win by whatever evidence. */
        private int firstOwn() {
            for (int i = 0; rows.get(i).own(); i++) {
                boolean fits = found.said().get(i) || rows.get(i).rankByCode(reading) != Row.Rank.NONE;
                if (able.get(i) && fits && holds(i)) {
                    return i;
                }
            }
            return -1;
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

        private Match byCode() {
            int best = -1;
            Row.Rank rank = Row.Rank.NONE;
            BitSet likely = (BitSet) coded.clone();
            likely.or(found.hinted());
            likely.and(able);
            for (int i = likely.nextSetBit(0); i >= 0; i = likely.nextSetBit(i + 1)) {
                Row.Rank its = rank(i);
                if (its.compareTo(rank) > 0 && holds(i) && !index.excludes(i, text)) {
                    best = i;
                    rank = its;
                }
            }
            Objects.checkIndex(best, rows.size()); // every class of reply has a row
            return match(best, rank);
        }

        private Row.Rank rank(int place) {
            Row.Rank byCode = rows.get(place).rankByCode(reading);
            Row.Rank byHint = found.hinted().get(place) ? rows.get(place).rankOfHints() : Row.Rank.NONE;
            return byCode.compareTo(byHint) < 0 ? byHint : byCode;
        }

        private boolean holds(int place) {
            return rows.get(place).holds(reading, found.marked());
        }
    }
}

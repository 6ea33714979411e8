/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.ReplyCode;
import io.github.smtpprobe.smtp.Stage;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Finds the row that fits a reply best; of equals the first one counts. Immutable. */
final class RowFinder {
    private final List<Row> rows;
    private final PhraseIndex index;

    /** For each command and first digit the rows that can be meant at all. */
    private final Map<Stage, List<BitSet>> concerned = new EnumMap<>(Stage.class);

    RowFinder(List<Row> rows, List<Phrase> asides) {
        this.rows = rows;
        this.index = new PhraseIndex(rows, asides);
        for (Stage stage : Stage.values()) {
            concerned.put(
                    stage,
                    IntStream.of(200, 300, 400, 500)
                            .mapToObj(code -> rowsFor(stage, new ReplyCode(code)))
                            .toList());
        }
    }

    private BitSet rowsFor(Stage stage, ReplyCode code) {
        BitSet all = new BitSet(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            all.set(i, rows.get(i).conditions().concern(stage, code));
        }
        return all;
    }

    /** The row that fits best, its place in the table, and how well it fits. */
    record Match(Stage stage, Row row, int place, Row.Rank rank) {}

    Match find(Stage stage, Reply reply, ReplyContext context) {
        Reading reading = Reading.of(stage, reply, context);
        BitSet able = concerned.get(stage).get(reply.code().value() / 100 - 2);
        PhraseIndex.Found found = index.find(reading.text().words(), able);
        int own = firstOwn(able, reading, found);
        if (own >= 0) {
            return new Match(stage, rows.get(own), own, Row.Rank.OWN);
        }
        int said = firstSaid(reading, found);
        return said >= 0 ? new Match(stage, rows.get(said), said, Row.Rank.WORDS) : byCode(able, reading, found);
    }

    /** An application's own rows stand before all others, and win by whatever evidence. */
    private int firstOwn(BitSet able, Reading reading, PhraseIndex.Found found) {
        for (int i = 0; rows.get(i).own(); i++) {
            boolean fits = found.said().get(i) || rows.get(i).rankByCode(reading) != Row.Rank.NONE;
            if (able.get(i) && fits && rows.get(i).conditions().hold(reading, found.marked())) {
                return i;
            }
        }
        return -1;
    }

    private int firstSaid(Reading reading, PhraseIndex.Found found) {
        BitSet said = found.said();
        for (int i = said.nextSetBit(0); i >= 0; i = said.nextSetBit(i + 1)) {
            if (!found.excluded().get(i) && rows.get(i).conditions().hold(reading, found.marked())) {
                return i;
            }
        }
        return -1;
    }

    private Match byCode(BitSet able, Reading reading, PhraseIndex.Found found) {
        int best = -1;
        Row.Rank rank = Row.Rank.NONE;
        for (int i = able.nextSetBit(0); i >= 0; i = able.nextSetBit(i + 1)) {
            Row.Rank its = found.excluded().get(i) ? Row.Rank.NONE : rank(i, reading, found);
            if (its.compareTo(rank) > 0 && rows.get(i).conditions().hold(reading, found.marked())) {
                best = i;
                rank = its;
            }
        }
        Objects.checkIndex(best, rows.size()); // every class of reply has a row
        return new Match(reading.stage(), rows.get(best), best, rank);
    }

    private Row.Rank rank(int place, Reading reading, PhraseIndex.Found found) {
        Row.Rank byCode = rows.get(place).rankByCode(reading);
        return found.hinted().get(place) && byCode.compareTo(Row.Rank.HINT) < 0 ? Row.Rank.HINT : byCode;
    }
}

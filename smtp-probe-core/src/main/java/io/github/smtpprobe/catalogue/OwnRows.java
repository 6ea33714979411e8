/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows that an application added, the most specific first, and of equally specific ones the latest. They are few, so all of
 * them are tried. They are compared with the whole reply including asides, since an application knows which words it means.
 * Immutable; prepared when the first reply is read.
 */
final class OwnRows {
    static final OwnRows NONE = new OwnRows(List.of());

    private final List<CatalogueRow> rows;
    private volatile @Nullable Ready ready;

    private OwnRows(List<CatalogueRow> rows) {
        this.rows = rows;
    }

    OwnRows with(CatalogueRow row) {
        List<CatalogueRow> more = new ArrayList<>(rows.size() + 1);
        more.add(row);
        more.addAll(rows);
        more.sort(Comparator.comparingInt(CatalogueRow::specialty).reversed());
        return new OwnRows(List.copyOf(more));
    }

    List<CatalogueRow> rows() {
        return rows;
    }

    /** The first row that applies to a reply. */
    Optional<CatalogueRow> find(Reading reading) {
        return rows.isEmpty() ? Optional.empty() : ready().find(reading);
    }

    /** The command of the first row that tells a cause of the reply, whatever command was answered. */
    Optional<Stage> about(Reply reply) {
        return rows.stream()
                .filter(CatalogueRow::tellsCause)
                .filter(row -> find(Reading.of(row.stage(), reply, ReplyContext.unknown()))
                        .filter(row::equals)
                        .isPresent())
                .map(CatalogueRow::stage)
                .findFirst();
    }

    private Ready ready() {
        Ready known = ready;
        if (known == null) {
            known = new Ready(rows);
            ready = known;
        }
        return known;
    }

    /** The rows with their words numbered. */
    private static final class Ready {
        private final Vocabulary vocabulary = new Vocabulary();
        private final List<Entry> entries;

        private record Entry(CatalogueRow row, List<Wording> words, List<Wording> marks) {
            boolean fits(Reading reading, Heard text) {
                return row.concerns(reading, marks.stream().anyMatch(each -> each.standsIn(text)))
                        && words.stream().allMatch(each -> each.standsIn(text));
            }
        }

        Ready(List<CatalogueRow> rows) {
            entries = rows.stream()
                    .map(row -> new Entry(row, wordings(row.words()), wordings(row.marks())))
                    .toList();
        }

        private List<Wording> wordings(List<Phrase> phrases) {
            return phrases.stream().map(each -> Wording.of(each, vocabulary)).toList();
        }

        Optional<CatalogueRow> find(Reading reading) {
            Heard text = new Heard(vocabulary.hear(reading.text()));
            return entries.stream()
                    .filter(each -> each.fits(reading, text))
                    .map(Entry::row)
                    .findFirst();
        }
    }
}

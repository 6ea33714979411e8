/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.clients;

import io.github.smtpprobe.text.tables.Tables;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The phrases of the tables {@code client-phrases}, indexed by their first words, so that each word of a text is compared only
 * with the few phrases that begin with it.
 */
final class ClientPhrases {
    private static final String NOTHING = "none";

    private static final List<String> FILES =
            List.of("client-phrases.tsv", "client-phrases-by-language.tsv", "server-phrases.tsv");

    /** The first characters of phrases that do not begin with a word. */
    private static final String SIGNS = "-[(*";

    private final Map<String, List<ClientPhrase>> byOpening = new HashMap<>();

    private ClientPhrases(List<ClientPhrase> phrases) {
        phrases.forEach(each -> byOpening
                .computeIfAbsent(each.opening(), any -> new ArrayList<>(4))
                .add(each));
    }

    /** The table, read with the first text. */
    private static final class Table {
        static final List<ClientPhrase> ROWS = rows(FILES);
        static final ClientPhrases INDEX = new ClientPhrases(ROWS);
    }

    /** The table for delivery reports, read with the first of them. */
    private static final class OfBounces {
        static final List<ClientPhrase> ROWS = rows(List.of("bounce-phrases.tsv"));
        static final ClientPhrases INDEX = new ClientPhrases(
                Stream.of(ROWS, Table.ROWS).flatMap(List::stream).toList());
    }

    private static List<ClientPhrase> rows(List<String> files) {
        return files.stream()
                .flatMap(file -> Tables.of(ClientPhrases.class, file, ClientPhrase::of).stream())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    static List<ClientPhrase> all() {
        return Table.ROWS;
    }

    /** The phrases that only delivery reports have. */
    static List<ClientPhrase> ofBounces() {
        return OfBounces.ROWS;
    }

    /** All phrases in a text, in order; of several at one place, the longest. */
    static List<ClientWords> in(ClientText text) {
        return Table.INDEX.found(text);
    }

    /** The same for a delivery report. */
    static List<ClientWords> inBounce(ClientText text) {
        return OfBounces.INDEX.found(text);
    }

    private List<ClientWords> found(ClientText text) {
        List<ClientWords> found = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            if (text.wordBeginsAt(i) || SIGNS.indexOf(text.at(i)) >= 0) {
                for (ClientPhrase each : byOpening.getOrDefault(text.opening(i), List.of())) {
                    each.at(text, i).ifPresent(found::add);
                }
            }
        }
        return outermost(found);
    }

    /** Removes phrases within longer ones, unless the longer one ends with words of others. */
    private static List<ClientWords> outermost(List<ClientWords> found) {
        found.sort(Comparator.comparingInt(ClientWords::start)
                .thenComparing(Comparator.comparingInt(ClientWords::end).reversed())
                .thenComparing(Comparator.comparingInt(ClientWords::literal).reversed()));
        List<ClientWords> kept = new ArrayList<>();
        ClientWords cover = null;
        for (ClientWords each : found) {
            boolean silent = each.phrase().silent() || each.phrase().open();
            if (silent || cover == null || !cover.covers(each)) {
                kept.add(each);
                cover = silent || (cover != null && cover.end() > each.end()) ? cover : each;
            }
        }
        kept.removeIf(each -> each.phrase().symptom().equals(NOTHING));
        return kept;
    }
}

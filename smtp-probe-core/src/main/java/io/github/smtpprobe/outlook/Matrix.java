/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.text.tables.Tables;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The tables of what senders do: {@code senders.tsv}, {@code sources.tsv}, and {@code matrix.tsv}, with a line for each
 * condition and each group of senders that act alike in it.
 */
final class Matrix {
    /** A document, and when it was read. */
    private record Source(String key, String title, YearMonth read) {}

    /** Equal cells of one condition; the sentence has a placeholder for the sender's name. */
    private record Line(Condition condition, List<String> senders, String letters, List<String> sources, String why) {}

    private final Map<String, Source> sources = new LinkedHashMap<>();

    private Matrix() {
        Tables.of(Matrix.class, "sources.tsv", cells -> new Source(cells[0], cells[2], YearMonth.parse(cells[1])))
                .forEach(source -> sources.put(source.key(), source));
    }

    static List<Sender> senders() {
        return new Matrix().read();
    }

    private List<Sender> read() {
        Map<String, Sender.Builder> all = new LinkedHashMap<>();
        Map<String, String> subjects = new LinkedHashMap<>();
        Tables.of(Matrix.class, "senders.tsv", cells -> cells).forEach(cells -> {
            all.put(cells[0], begin(cells));
            subjects.put(cells[0], cells[2]);
        });
        for (Line line : Tables.of(Matrix.class, "matrix.tsv", Matrix::line)) {
            for (String token : line.senders()) {
                String subject = Objects.requireNonNull(subjects.get(token), token);
                Objects.requireNonNull(all.get(token), token).way(line.condition(), way(line, subject));
            }
        }
        return all.values().stream().map(Sender.Builder::build).toList();
    }

    private Sender.Builder begin(String[] cells) {
        List<String> keys = List.of(cells[5].split(" "));
        return Sender.standard(cells[0], cells[1])
                .dane(cells[3].equals("yes"))
                .mtaSts(cells[4].equals("yes"))
                .source(titles(keys), oldest(keys));
    }

    private static Line line(String[] cells) {
        return new Line(
                Condition.ofToken(cells[1]).orElseThrow(() -> new IllegalStateException(cells[1])),
                List.of(cells[2].split(" ")),
                cells[3],
                List.of(cells[4].split(" ")),
                cells[5]);
    }

    private Way way(Line line, String subject) {
        Prospect prospect = prospect(line.letters().charAt(0));
        boolean byTls = prospect == Prospect.ENCRYPTED
                || prospect == Prospect.CLEAR
                || (line.condition() == Condition.TLSA_UNUSABLE_NO_STARTTLS && prospect == Prospect.BOUNCED);
        return new Way(
                prospect,
                line.letters().equals("T/C"),
                byTls,
                sentence(line.why(), subject),
                titles(line.sources()),
                Optional.of(oldest(line.sources())));
    }

    private static Prospect prospect(char letter) {
        return Arrays.stream(Prospect.values())
                .filter(each -> each.letter() == letter)
                .findFirst()
                .orElseThrow();
    }

    private static String sentence(String why, String subject) {
        String filled = why.replace("{sender}", subject);
        return Character.toUpperCase(filled.charAt(0)) + filled.substring(1);
    }

    private Source source(String key) {
        return Objects.requireNonNull(sources.get(key), key);
    }

    private String titles(List<String> keys) {
        return keys.stream().map(key -> source(key).title()).collect(Collectors.joining("; "));
    }

    /** A statement that is based on several documents is as old as the one that was read first. */
    private YearMonth oldest(List<String> keys) {
        return keys.stream()
                .map(key -> source(key).read())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Finding.Confidence;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A row of {@code refusals.tsv}: which finding a refusal at certain stages is, by its text, its enhanced status code or its reply
 * code; with what a provider means by it, where a provider is known to use these words.
 *
 * @param id         the finding
 * @param stages     where it counts
 * @param codes      reply codes; null for any
 * @param enhanced   enhanced status codes; null for any
 * @param text       words of the reply; null for any
 * @param host       hosts of the provider; null for any
 * @param provider   who uses these words, may be empty
 * @param meaning    instead of the catalogue's, may be empty
 * @param remedy     instead of the catalogue's, may be empty
 * @param confidence instead of the finding's own
 * @param checked    when somebody last looked, may be empty
 */
record Refusal(
        String id,
        Set<Stage> stages,
        Rule codes,
        Rule enhanced,
        Rule text,
        Rule host,
        String provider,
        String meaning,
        String remedy,
        Optional<Confidence> confidence,
        String checked) {
    /** A pattern, or nothing to look at. */
    record Rule(Optional<Pattern> pattern) {
        static Rule of(String regex) {
            return new Rule(
                    regex.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(regex, Pattern.CASE_INSENSITIVE)));
        }

        boolean matches(String text) {
            return pattern.isEmpty() || pattern.get().matcher(text).matches();
        }

        boolean occursIn(String text) {
            return pattern.isEmpty() || pattern.get().matcher(text).find();
        }
    }

    /** Holder idiom: read at the first refusal. */
    private static final class Table {
        /** Text beats enhanced status code beats reply code; a provider's own words beat everybody's. */
        static final List<Refusal> ROWS = read();
    }

    /** The most telling row for a refusal. */
    static Optional<Refusal> of(Stage stage, Reply reply, String host) {
        String enhanced = reply.contradictory()
                ? ""
                : reply.enhanced().map(Object::toString).orElse("");
        String code = Integer.toString(reply.code().value());
        String words = Case.judged(reply.text());
        return Table.ROWS.stream()
                .filter(row -> row.stages.contains(stage)
                        && row.codes.matches(code)
                        && row.enhanced.matches(enhanced)
                        && row.host.occursIn(host)
                        && row.text.occursIn(words))
                .findFirst();
    }

    static List<Refusal> table() {
        return Table.ROWS;
    }

    /** What the finding says, where these are the words of one provider. */
    FindingText finding() {
        FindingText own = FindingText.of(id);
        return provider.isEmpty() ? own : own.knownOf(provider, checked, confidence.orElse(own.confidence()));
    }

    private int weight() {
        return (host.pattern().isPresent() ? 8 : 0)
                + (text.pattern().isPresent() ? 4 : 0)
                + (enhanced.pattern().isPresent() ? 2 : 0)
                + (codes.pattern().isPresent() ? 1 : 0);
    }

    private static List<Refusal> read() {
        List<Refusal> rows = new ArrayList<>(Rows.of(Refusal.class, "refusals.tsv", Refusal::row));
        rows.sort(Comparator.comparingInt(Refusal::weight).reversed()); // stable: equals stay in the file's order
        return List.copyOf(rows);
    }

    private static Refusal row(String[] cells) {
        return new Refusal(
                cells[0],
                cells[1].equals("*") ? EnumSet.allOf(Stage.class) : stages(cells[1]),
                Rule.of(cells[2]),
                Rule.of(cells[3]),
                Rule.of(cells[4]),
                Rule.of(cells[6]),
                cells[5],
                cells[7],
                cells[8],
                cells[9].isEmpty() ? Optional.empty() : Optional.of(Confidence.valueOf(cells[9])),
                cells[10]);
    }

    private static Set<Stage> stages(String names) {
        EnumSet<Stage> stages = EnumSet.noneOf(Stage.class);
        Arrays.stream(names.split(",")).map(Stage::valueOf).forEach(stages::add);
        return stages;
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Finding.Actor;
import io.github.smtpprobe.report.Finding.Confidence;
import io.github.smtpprobe.report.Finding.Severity;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.text.Rows;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A row of {@code findings.tsv}, the one table of finding ids: everything about a finding but the concrete values.
 */
record FindingText(
        String id,
        Severity severity,
        Confidence confidence,
        Actor actor,
        String summary,
        String explanation,
        String remedy,
        String reference) {
    /** Holder idiom: read when the first finding is made. */
    private static final class Table {
        static final Map<String, FindingText> ROWS = read();
    }

    static Map<String, FindingText> table() {
        return Table.ROWS;
    }

    static FindingText of(String id) {
        return Objects.requireNonNull(Table.ROWS.get(id), () -> "no row for the finding " + id);
    }

    /** The same text with another severity. */
    FindingText weighing(Severity other) {
        return new FindingText(id, other, confidence, actor, summary, explanation, remedy, reference);
    }

    /** The same text as one provider is known to mean it. */
    FindingText knownOf(String provider, String checked, Confidence sure) {
        String known = explanation + " That is how " + provider + " was known to use these words in " + checked + ".";
        return new FindingText(id, severity, sure, actor, summary, known, remedy, reference);
    }

    /** Puts values into a template in one pass, so that a value that looks like a placeholder stays what it is. */
    static String fill(String template, Map<String, String> values) {
        StringBuilder out = new StringBuilder(template.length() + 64);
        int at = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', at)) {
            int close = template.indexOf('}', open);
            String value = values.getOrDefault(template.substring(open + 1, close), "?");
            out.append(template, at, open).append(Printable.clean(value)); // whatever a server put into it
            at = close + 1;
        }
        return out.append(template, at, template.length()).toString().strip();
    }

    private static Map<String, FindingText> read() {
        Map<String, FindingText> rows = new LinkedHashMap<>();
        Rows.of(FindingText.class, "findings.tsv", FindingText::row).forEach(row -> rows.put(row.id(), row));
        return rows;
    }

    private static FindingText row(String[] cells) {
        return new FindingText(
                cells[0],
                Severity.valueOf(cells[1]),
                Confidence.valueOf(cells[2]),
                Actor.valueOf(cells[3]),
                cells[4],
                cells[5],
                cells[6],
                cells[7]);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.catalogue.Meaning;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Confidence;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.smtp.ReplyCode;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Filled;
import io.github.smtpprobe.text.Tables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A row of {@code findings.tsv}, the one table of finding ids: everything about a finding but the concrete values.
 *
 * @param id          the stable id
 * @param severity    the usual severity
 * @param confidence  the usual confidence
 * @param actor       who can usually act
 * @param summary     what was seen, with placeholders for values
 * @param explanation why it matters
 * @param remedy      what to do
 * @param reference   the document on which it is based; may be empty
 */
public record FindingText(
        String id,
        Severity severity,
        Confidence confidence,
        Actor actor,
        String summary,
        String explanation,
        String remedy,
        String reference) {
    /**
     * Causes that a server knows before a transaction and often objects to only later. Its own trouble, limits and the message
     * are not among them.
     */
    private static final Pattern EARLY =
            Pattern.compile("(?:client|ehlo|auth|account[.]suspended|sender(?![.](?:tls-required|temporary)))");

    /** The table, read when the first finding is made. */
    private static final class Table {
        static final Map<String, FindingText> ROWS = read();
    }

    static Map<String, FindingText> table() {
        return Table.ROWS;
    }

    /**
     * Finds a row.
     *
     * @param id of it
     * @return the row
     * @throws NullPointerException if there is none
     */
    public static FindingText of(String id) {
        return Objects.requireNonNull(Table.ROWS.get(id), () -> "no row for the finding " + id);
    }

    /**
     * Makes the finding with its concrete values.
     *
     * @param values   what stands in the places of the texts
     * @param attempt  on which it was found; empty for the probe as a whole
     * @param evidence what it rests on
     * @return the finding
     */
    public Finding filled(Map<String, String> values, OptionalInt attempt, List<String> evidence) {
        Finding.Builder finding = filled(name -> values.getOrDefault(name, ""), evidence);
        attempt.ifPresent(finding::attempt);
        return finding.build();
    }

    /**
     * Begins the finding, with values that are looked up only if a text uses them.
     *
     * @param values by name; empty where there is none
     */
    Finding.Builder filled(UnaryOperator<String> values, List<String> evidence) {
        return filled(values, values, evidence);
    }

    /**
     * The same where the summary has values of its own.
     *
     * @param values    by name; empty where there is none
     * @param inSummary those of the summary
     */
    Finding.Builder filled(UnaryOperator<String> values, UnaryOperator<String> inSummary, List<String> evidence) {
        List<CharSequence> texts = Filled.of(values, explanation, remedy);
        return Finding.builder(id)
                .severity(severity)
                .confidence(confidence)
                .actor(actor)
                .summary(Filled.of(inSummary, summary).get(0))
                .explanation(texts.get(0))
                .remedy(texts.get(1))
                .reference(reference)
                .evidence(evidence);
    }

    /** The same text with another severity. */
    FindingText weighing(Severity other) {
        return new FindingText(id, other, confidence, actor, summary, explanation, remedy, reference);
    }

    /** The same text with other words in its summary and explanation, but not in the remedy, which is for whoever can act. */
    FindingText instead(String words, String others) {
        return new FindingText(
                id,
                severity,
                confidence,
                actor,
                summary.replace(words, others),
                explanation.replace(words, others),
                remedy,
                reference);
    }

    /** The same text for somebody else to act. */
    FindingText by(Actor other) {
        return new FindingText(id, severity, confidence, other, summary, explanation, remedy, reference);
    }

    /**
     * The text for a refusal: the sentence followed by the server's own words, the explanation, which is a value since it may
     * quote the reply, and the remedy.
     *
     * @param stage the command that was refused
     * @param code  of the refusal
     */
    static FindingText of(Meaning meaning, Stage stage, ReplyCode code) {
        String sentence = meaning.sentence();
        StringBuilder why = new StringBuilder("{why}");
        boolean transaction = stage.compareTo(Stage.MAIL_FROM) >= 0; // at EHLO its name may be meant as well
        if (transaction && code.permanent() && EARLY.matcher(meaning.id()).lookingAt() && earlier(meaning, stage)) {
            why.append(" Many servers refuse for such a reason only at a later command, here at {stage}.");
        }
        why.append("[ {offer}][ {unasked}][ {conduct}]{link}");
        if (!meaning.provider().isEmpty()) {
            why.append(" This is what ")
                    .append(meaning.provider())
                    .append(" was known to mean by it in ")
                    .append(meaning.checked())
                    .append('.');
        }
        return new FindingText(
                meaning.id(),
                Severity.ERROR,
                meaning.confidence(),
                meaning.actor(),
                sentence.substring(0, sentence.length() - 1) + "[: {reply}].",
                why.toString(),
                meaning.remedy(),
                meaning.source());
    }

    /** Whether the cause lies before the command: many servers refuse the client's address only at RCPT TO. */
    private static boolean earlier(Meaning meaning, Stage stage) {
        for (Stage each : Stage.values()) {
            if (each.compareTo(stage) >= 0 && meaning.about(each)) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, FindingText> read() {
        Map<String, FindingText> rows = new LinkedHashMap<>();
        Tables.of(FindingText.class, "findings.tsv", FindingText::row).forEach(row -> rows.put(row.id(), row));
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

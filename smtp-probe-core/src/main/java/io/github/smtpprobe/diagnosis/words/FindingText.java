/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.words;

import io.github.smtpprobe.catalogue.Meaning;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Confidence;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.smtp.ReplyCode;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.tables.Filled;
import io.github.smtpprobe.text.tables.Template;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A row of {@code findings.tsv}, the one table of finding ids: everything about a finding except the concrete values.
 * Immutable.
 */
public final class FindingText {
    /**
     * Causes that a server knows before a transaction, but often objects to only later. They do not include its own trouble,
     * limits and the message.
     */
    private static final Pattern EARLY =
            Pattern.compile("(?:client|ehlo|auth|account[.]suspended|sender(?![.](?:tls-required|temporary)))");

    /** The finding as it is in the table, with templates for its sentences. */
    private final Finding row;

    private final Template summary;
    private final Template explanation;
    private final Template remedy;

    private FindingText(Finding row) {
        this(row, Template.of(row.summary()), Template.of(row.explanation()), Template.of(row.remedy()));
    }

    private FindingText(Finding row, Template summary, Template explanation, Template remedy) {
        this.row = row;
        this.summary = summary;
        this.explanation = explanation;
        this.remedy = remedy;
    }

    /** {@return all rows by their ids, in the order of the table} */
    static Map<String, FindingText> table() {
        return FindingTable.all();
    }

    /** {@return the ids of all rows, in the order of the table} */
    public static Set<String> ids() {
        return FindingTable.ids();
    }

    /**
     * Finds a row.
     *
     * @param id its id
     * @return the row
     * @throws NullPointerException if there is no such row
     */
    public static FindingText of(String id) {
        return FindingTable.row(id);
    }

    /** Makes a row from its cells. */
    static FindingText of(String[] cells) {
        return new FindingText(Finding.builder(cells[0])
                .severity(Severity.valueOf(cells[1]))
                .confidence(Confidence.valueOf(cells[2]))
                .actor(Actor.valueOf(cells[3]))
                .summary(cells[4])
                .explanation(cells[5])
                .remedy(cells[6])
                .reference(cells[7])
                .build());
    }

    /** {@return the stable id} */
    public String id() {
        return row.id();
    }

    /** {@return the usual severity} */
    public Severity severity() {
        return row.severity();
    }

    /** What was seen, with placeholders for values. */
    String summary() {
        return row.summary();
    }

    /** Why it matters, with placeholders for values. */
    String explanation() {
        return row.explanation();
    }

    /** What to do, with placeholders for values. */
    String remedy() {
        return row.remedy();
    }

    /**
     * Makes the finding with its concrete values.
     *
     * @param values   the values of the placeholders
     * @param attempt  the index of the attempt; empty for the probe as a whole
     * @param evidence the evidence
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
     * @param values the value of each name; empty if there is none
     */
    public Finding.Builder filled(UnaryOperator<String> values, List<String> evidence) {
        return filled(values, values, evidence);
    }

    /**
     * As above, with separate values for the summary.
     *
     * @param values    the value of each name; empty if there is none
     * @param inSummary the values for the summary
     */
    public Finding.Builder filled(
            UnaryOperator<String> values, UnaryOperator<String> inSummary, List<String> evidence) {
        return row.toBuilder()
                .summary(Filled.of(summary, inSummary))
                .explanation(Filled.of(explanation, values))
                .remedy(Filled.of(remedy, values))
                .evidence(evidence);
    }

    /** The same text with another severity. */
    public FindingText weighing(Severity other) {
        return with(row.toBuilder().severity(other));
    }

    /** The same text with another actor. */
    public FindingText by(Actor other) {
        return with(row.toBuilder().actor(other));
    }

    private FindingText with(Finding.Builder other) {
        return new FindingText(other.build(), summary, explanation, remedy);
    }

    /**
     * The same text with other words in its summary and explanation, but not in the remedy, which is for the one who can act.
     */
    FindingText instead(String words, String others) {
        return new FindingText(row.toBuilder()
                .summary(row.summary().replace(words, others))
                .explanation(row.explanation().replace(words, others))
                .build());
    }

    /**
     * The text for a refusal: the sentence followed by the server's own words; the explanation, which is a value since it may
     * quote the reply; and the remedy.
     *
     * @param stage the command that was refused
     * @param code  the code of the refusal
     */
    public static FindingText of(Meaning meaning, Stage stage, ReplyCode code) {
        String sentence = meaning.sentence();
        StringBuilder why = new StringBuilder("{why}");
        boolean transaction = stage.compareTo(Stage.MAIL_FROM) >= 0; // at EHLO, its name may be meant as well
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
        return new FindingText(Finding.builder(meaning.id())
                .severity(Severity.ERROR)
                .confidence(meaning.confidence())
                .actor(meaning.actor())
                .summary(sentence.substring(0, sentence.length() - 1) + "[: {reply}].")
                .explanation(why)
                .remedy(meaning.remedy())
                .reference(meaning.source())
                .build());
    }

    /** Whether the cause precedes the command: many servers refuse the client's address only at RCPT TO. */
    private static boolean earlier(Meaning meaning, Stage stage) {
        for (Stage each : Stage.values()) {
            if (each.compareTo(stage) >= 0 && meaning.about(each)) {
                return false;
            }
        }
        return true;
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A judgement on what was observed.
 *
 * @param id          stable, {@code area.kebab-name}
 * @param severity    how bad
 * @param confidence  how sure
 * @param actor       who can do something
 * @param summary     one sentence with the concrete values
 * @param explanation why it is so
 * @param remedy      what to do
 * @param reference   where it is written, may be empty
 * @param attempt     the attempt that it is about; empty for the whole probe
 * @param evidence    what it rests on: lines of the transcript, replies, facts in words
 * @param consequenceOf the id of the finding that it follows from; empty for causes and for what stands alone
 */
public record Finding(
        String id,
        Severity severity,
        Confidence confidence,
        Actor actor,
        String summary,
        String explanation,
        String remedy,
        String reference,
        OptionalInt attempt,
        List<String> evidence,
        Optional<String> consequenceOf) {
    /** How bad. */
    public enum Severity {
        /** It keeps the probe from passing. */
        ERROR,
        /** It works, and should be looked at. */
        WARNING,
        /** Worth knowing. */
        INFO
    }

    /** How sure. */
    public enum Confidence {
        /** Nothing else explains what was seen. */
        CERTAIN,
        /** The usual explanation. */
        LIKELY,
        /** One of several. */
        POSSIBLE
    }

    /** Who can do something about it. */
    public enum Actor {
        /** Whoever runs this probe. */
        YOU,
        /** Whoever runs the network between. */
        NETWORK,
        /** Whoever runs the server. */
        SERVER_OPERATOR,
        /** The mail provider, or the settings of the account there. */
        PROVIDER,
        /** Whoever owns the DNS zone. */
        DNS_OWNER,
        /** The recipient's side. */
        RECIPIENT,
        /** Nobody needs to. */
        NOBODY
    }

    /**
     * Makes a finding.
     *
     * @param id          stable id
     * @param severity    how bad
     * @param confidence  how sure
     * @param actor       who can act
     * @param summary     one sentence
     * @param explanation why
     * @param remedy      what to do
     * @param reference   where it is written
     * @param attempt     the attempt
     * @param evidence    what it rests on
     * @param consequenceOf what it follows from
     */
    public Finding {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(confidence, "confidence");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(explanation, "explanation");
        Objects.requireNonNull(remedy, "remedy");
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(attempt, "attempt");
        Objects.requireNonNull(consequenceOf, "consequenceOf");
        Objects.requireNonNull(evidence, "evidence").forEach(each -> Objects.requireNonNull(each, "evidence"));
        evidence = List.copyOf(evidence);
    }

    /**
     * The same for another reader.
     *
     * @param why what explains it
     * @param act what to do
     * @return a finding with these texts
     */
    public Finding with(String why, String act) {
        return new Finding(
                id, severity, confidence, actor, summary, why, act, reference, attempt, evidence, consequenceOf);
    }

    /**
     * The same of an attempt.
     *
     * @param index of the attempt that it is about
     * @return a finding about that attempt
     */
    public Finding of(int index) {
        return new Finding(
                id,
                severity,
                confidence,
                actor,
                summary,
                explanation,
                remedy,
                reference,
                OptionalInt.of(index),
                evidence,
                consequenceOf);
    }

    /**
     * Makes a finding that stands alone.
     *
     * @param id          stable id
     * @param severity    how bad
     * @param confidence  how sure
     * @param actor       who can act
     * @param summary     one sentence
     * @param explanation why
     * @param remedy      what to do
     * @param reference   where it is written
     * @param attempt     the attempt
     * @param evidence    what it rests on
     */
    public Finding(
            String id,
            Severity severity,
            Confidence confidence,
            Actor actor,
            String summary,
            String explanation,
            String remedy,
            String reference,
            OptionalInt attempt,
            List<String> evidence) {
        this(
                id,
                severity,
                confidence,
                actor,
                summary,
                explanation,
                remedy,
                reference,
                attempt,
                evidence,
                Optional.empty());
    }

    /**
     * The same finding in its place in a report.
     *
     * @param weight how bad it is for this probe
     * @param cause  the id of the finding that it follows from, if there is one
     * @return the finding
     */
    public Finding placed(Severity weight, Optional<String> cause) {
        return new Finding(
                id, weight, confidence, actor, summary, explanation, remedy, reference, attempt, evidence, cause);
    }

    /** {@return severity, id and summary on one line} */
    @Override
    public String toString() {
        return severity + " " + id + ": " + summary;
    }
}

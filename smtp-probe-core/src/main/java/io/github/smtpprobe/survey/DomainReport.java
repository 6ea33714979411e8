/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import io.github.smtpprobe.outlook.Outlook;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.text.Arguments;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The report of a survey: what the world's senders would do with a mail domain, why, and what is coming. Immutable and thread-safe; it holds no
 * secret, no Throwable and no connection. Reports are told apart by identity; what two found is compared by {@link #asMap()}.
 */
public final class DomainReport {
    private final DomainFacts facts;
    private final Outlook outlook;
    private final List<Finding> findings;
    private final List<Ahead> ahead;
    private final List<Snippet> snippets;

    private DomainReport(
            DomainFacts facts, Outlook outlook, List<Finding> findings, List<Ahead> ahead, List<Snippet> snippets) {
        this.facts = facts;
        this.outlook = outlook;
        this.findings = findings;
        this.ahead = ahead;
        this.snippets = snippets;
    }

    /**
     * Makes a report.
     *
     * @param facts    what was seen
     * @param outlook  what senders would do
     * @param findings what was made of it, the root cause first
     * @param ahead    what is coming, the soonest first
     * @param snippets what can be pasted
     * @return the report
     */
    public static DomainReport of(
            DomainFacts facts, Outlook outlook, List<Finding> findings, List<Ahead> ahead, List<Snippet> snippets) {
        return new DomainReport(
                Objects.requireNonNull(facts, "facts"),
                Objects.requireNonNull(outlook, "outlook"),
                Arguments.copy(findings, "findings"),
                Arguments.copy(ahead, "ahead"),
                Arguments.copy(snippets, "snippets"));
    }

    /** {@return the domain in A-labels} */
    public String domain() {
        return facts.survey().domain();
    }

    /** {@return everything that was seen} */
    public DomainFacts facts() {
        return facts;
    }

    /** {@return all conversations with exchangers, in the order in which senders try those} */
    public List<Attempt> attempts() {
        return facts.exchangers().stream()
                .flatMap(exchanger -> exchanger.addresses().stream())
                .flatMap(address -> address.handshakes().stream())
                .map(ServerHandshake::attempt)
                .toList();
    }

    /** {@return what each sender would do, for each exchanger and for the domain} */
    public Outlook outlook() {
        return outlook;
    }

    /** {@return what was made of it: the root cause first, then by severity} */
    public List<Finding> findings() {
        return findings;
    }

    /** {@return the finding that the others follow from, where mail is held up, comes back, or cannot be told of} */
    public Optional<Finding> rootCause() {
        return findings.stream()
                .filter(each -> each.severity() == Severity.ERROR
                        && each.consequenceOf().isEmpty())
                .findFirst();
    }

    /** {@return what is coming, the soonest first; those of which nobody can tell when stand last} */
    public List<Ahead> ahead() {
        return ahead;
    }

    /** {@return records and files to paste, made of what was seen} */
    public List<Snippet> snippets() {
        return snippets;
    }

    /** {@return the domain, the worst that a sender would do, and why, in one line} */
    public String summary() {
        return SurveySummary.of(this);
    }

    /**
     * Writes the report as plain maps, lists, strings, numbers and booleans, for any JSON library. {@code domain-report.schema.json} in this
     * package says what is in it; within a {@code schemaVersion} keys and tokens are added alone.
     *
     * @return the map
     */
    public Map<String, Object> asMap() {
        return new DomainMap(this).map();
    }

    /** {@return the summary} */
    @Override
    public String toString() {
        return summary();
    }
}

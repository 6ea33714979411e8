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
    private final boolean strangers;

    DomainReport(
            DomainFacts facts,
            Outlook outlook,
            List<Finding> findings,
            List<Ahead> ahead,
            List<Snippet> snippets,
            boolean strangers) {
        this.facts = facts;
        this.outlook = outlook;
        this.findings = findings;
        this.ahead = ahead;
        this.snippets = snippets;
        this.strangers = strangers;
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
                Arguments.copy(snippets, "snippets"),
                false);
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
     * The report that strangers may see, for a page on which anybody has domains surveyed. It has the outlook, the findings, what DNS
     * answered, the policy, certificates and what came of TLS. It leaves out
     * <ul>
     *   <li>what was said: transcripts, greetings, what EHLO was answered, and of other replies all but the code of a refusal;
     *   <li>what names this machine's side: its address, the name that it gave in EHLO, the road, the name servers that were asked, and the
     *       words for trouble on the way to them;
     *   <li>the evidence of findings, which quotes both; words of it that stand in their sentences are {@code [not told]};
     *   <li>what {@linkplain DomainFacts#targetFacts() look-ups about the domain} of the application's own found out.
     * </ul>
     *
     * <p>Names and addresses that DNS answered stay. Where the name servers of this machine know inner names, a stranger's domain can lead to
     * these, and their addresses be seen: ask others.
     *
     * @return another report; this one, if it is one for strangers
     */
    public DomainReport forStrangers() {
        return strangers ? this : ForStrangers.of(this);
    }

    /** {@return whether it is one {@linkplain #forStrangers() for strangers}} */
    public boolean madeForStrangers() {
        return strangers;
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

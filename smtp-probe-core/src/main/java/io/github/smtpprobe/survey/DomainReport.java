/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.outlook.Outlook;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Severity;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The report of a survey: what the world's senders would do with mail for a domain, why, and what lies ahead. Immutable and
 * thread-safe. It holds no secret, no Throwable and no connection. Reports are compared by identity; to compare their contents,
 * use {@link #asMap()}.
 */
public final class DomainReport {
    private final DomainFacts facts;
    private final Outlook outlook;
    private final List<Finding> findings;
    private final List<UpcomingChange> upcomingChanges;
    private final List<Snippet> snippets;
    private final boolean strangers;

    DomainReport(
            DomainFacts facts,
            Outlook outlook,
            List<Finding> findings,
            List<UpcomingChange> upcomingChanges,
            List<Snippet> snippets,
            boolean strangers) {
        this.facts = facts;
        this.outlook = outlook;
        this.findings = findings;
        this.upcomingChanges = upcomingChanges;
        this.snippets = snippets;
        this.strangers = strangers;
    }

    /**
     * Makes a report.
     *
     * @param facts           what was seen
     * @param outlook         what senders would do
     * @param findings        the findings, the root cause first
     * @param upcomingChanges the changes that lie ahead, the soonest first
     * @param snippets        records and files to paste
     * @return the report
     */
    public static DomainReport of(
            DomainFacts facts,
            Outlook outlook,
            List<Finding> findings,
            List<UpcomingChange> upcomingChanges,
            List<Snippet> snippets) {
        return new DomainReport(
                Objects.requireNonNull(facts, "facts"),
                Objects.requireNonNull(outlook, "outlook"),
                Arguments.copy(findings, "findings"),
                Arguments.copy(upcomingChanges, "upcomingChanges"),
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

    /** {@return all conversations with exchangers, in the order in which senders try the exchangers} */
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

    /** {@return the findings: the root cause first, then by severity} */
    public List<Finding> findings() {
        return findings;
    }

    /** {@return the finding that explains why mail is delayed or returned, or why that cannot be told; empty otherwise} */
    public Optional<Finding> rootCause() {
        return findings.stream()
                .filter(each -> each.severity() == Severity.ERROR
                        && each.consequenceOf().isEmpty())
                .findFirst();
    }

    /** {@return the changes that lie ahead, the soonest first, those without a known time last} */
    public List<UpcomingChange> upcomingChanges() {
        return upcomingChanges;
    }

    /** {@return records and files to paste, derived from what was seen} */
    public List<Snippet> snippets() {
        return snippets;
    }

    /** {@return one line with the domain, the worst that a sender would do, and why} */
    public String summary() {
        return SurveySummary.of(this);
    }

    /**
     * The report that strangers may see, for a page on which anybody can have domains surveyed. It contains the outlook, the
     * findings, the DNS answers, the policy, the certificates and the results of TLS. It leaves out
     * <ul>
     *   <li>the dialogue: transcripts, greetings, replies to EHLO, and everything in other replies except the code of a refusal;
     *   <li>what identifies this machine: its address, its name in EHLO, the road, the name servers that were asked, and
     *       descriptions of trouble on the way to them;
     *   <li>the evidence of findings, which quotes both; where their sentences quote it, they have {@code [not told]} instead;
     *   <li>what the application's own {@linkplain DomainFacts#targetFacts() look-ups about the domain} found.
     * </ul>
     *
     * <p>Names and addresses from DNS answers are kept. If this machine's name servers know internal names, a stranger's domain
     * can point to them and thereby reveal their addresses: use other name servers.
     *
     * @return another report, or this one if it is already for strangers
     */
    public DomainReport forStrangers() {
        return strangers ? this : ForStrangers.of(this);
    }

    /** {@return whether this report is {@linkplain #forStrangers() for strangers}} */
    public boolean madeForStrangers() {
        return strangers;
    }

    /**
     * The report as plain maps, lists, strings, numbers and booleans, for any JSON library. The resource
     * {@code domain-report.schema.json} in this package describes each key. Within a {@code schemaVersion}, keys and tokens are
     * only added.
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

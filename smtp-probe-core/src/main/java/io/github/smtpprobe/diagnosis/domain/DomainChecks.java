/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.outlook.Outlook;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.survey.DomainFacts;
import java.util.List;
import java.util.Optional;

/** All checks of a survey. Causes come before their consequences. Thread-safe. */
public final class DomainChecks {
    private static final List<DomainCheck> ALL = List.of(
            new ValidationHere(),
            new ZoneProofs(),
            new ExchangerRecords(),
            new ExchangerAddresses(),
            new ZoneSecurity(),
            new ZoneSignatures(),
            new TlsaRecords(),
            new TlsaParameters(),
            new TlsaMatches(),
            new TlsaChanges(),
            new TlsaTransport(),
            new TlsaPlaces(),
            new ExchangerConduct(),
            new ExchangerTalks(),
            new PolicyRecord(),
            new PolicyFetched(),
            new PolicyMatch(),
            new PolicyServers(),
            new ClearText(),
            new ExchangerCertificates(),
            new WeakKeys(),
            new PolicyTerms(),
            new PolicyChanges(),
            new ReportRecord(),
            new ReverseNames());

    private DomainChecks() {}

    /**
     * Judges what a survey has seen.
     *
     * @param facts   any facts, including nonsense from peers
     * @param outlook what senders do with mail for the domain; the texts that name senders are derived from it
     * @return the findings: the root cause first, then by severity, each followed by its consequences; at most a few hundred
     */
    public static List<Finding> examine(DomainFacts facts, Outlook outlook) {
        DomainFindings findings = new DomainFindings(facts, Optional.of(outlook));
        ALL.forEach(check -> check.examine(findings));
        return DomainRanking.of(findings.found(), facts.survey().domain());
    }
}

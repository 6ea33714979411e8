/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.recipes;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.lookup.DomainLookUp;
import io.github.smtpprobe.lookup.Subject;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A custom look-up for surveys of domains: does the domain publish a logo for its mail? Add it with
 * {@code SmtpProbe.builder().domainLookUp("acme.bimi", ...)}.
 */
public final class BimiRecord implements DomainLookUp<TargetFact> {
    /** Creates the look-up, which is stateless. */
    public BimiRecord() {}

    /** Questions that depend only on the domain are asked in the survey's first round. */
    @Override
    public List<Question> questions(String domain) {
        return List.of(new Question("default._bimi." + domain, RecordType.TXT));
    }

    @Override
    public List<TargetFact> look(Subject subject, Deadline deadline) throws InterruptedException {
        Question question = questions(subject.domain()).get(0);
        DnsAnswer answer = subject.resolver().look(question, deadline);
        if (!answer.answered()) {
            return List.of(fact(Outcome.failed(Reason.DNS_FAILED, question + " could not be looked up")));
        }
        List<String> records = answer.records().stream()
                .map(DnsRecord::joined)
                .flatMap(Optional::stream)
                .map(octets -> new String(octets, StandardCharsets.UTF_8))
                .filter(text -> text.startsWith("v=BIMI1;"))
                .toList();
        return List.of(fact(Outcome.done(), records.toArray(String[]::new)));
    }

    private static TargetFact fact(Outcome outcome, String... records) {
        return TargetFact.builder("acme.bimi", "BIMI record", outcome)
                .value("records", "Records", List.of(records))
                .build();
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.lookup.DomainLookUp;
import io.github.smtpprobe.lookup.Subject;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whether a domain shows a logo beside its mail: the record of BIMI. */
final class BimiLookUp implements DomainLookUp<TargetFact> {
    @Override
    public List<Question> questions(String domain) {
        return List.of(new Question("default._bimi." + domain, RecordType.TXT));
    }

    @Override
    public List<TargetFact> look(Subject subject, Deadline deadline) throws InterruptedException {
        DnsAnswer answer =
                subject.resolver().look(questions(subject.domain()), deadline).get(0);
        List<String> records = answer.records().stream()
                .map(DnsRecord::joined)
                .map(each -> new String(each.orElseThrow(), StandardCharsets.UTF_8))
                .filter(each -> each.startsWith("v=BIMI1;"))
                .toList();
        Outcome outcome = answer.answered() ? Outcome.done() : Outcome.skipped(SkipReason.DEADLINE);
        return List.of(TargetFact.builder("acme.bimi", "BIMI record", outcome)
                .value("record", "Record", records)
                .value("security", "Security", answer.security().token())
                .build());
    }
}

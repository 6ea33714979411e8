/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.lookup.DomainLookUp;
import io.github.smtpprobe.lookup.Subject;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who may issue certificates for each exchanger: its CAA records, or those of the next domain above that has some (RFC 8659 §3). */
final class CaaLookUp implements DomainLookUp<TargetFact> {
    @Override
    public List<TargetFact> look(Subject subject, Deadline deadline) throws InterruptedException {
        List<TargetFact> facts = new ArrayList<>();
        for (String host : subject.exchangers().keySet()) {
            Optional<DnsAnswer> found = Optional.empty();
            for (String name = host; found.isEmpty() && name.contains("."); name = above(name)) {
                found = Optional.of(subject.resolver().look(new Question(name, RecordType.CAA), deadline))
                        .filter(answer -> !answer.records().isEmpty());
            }
            List<DnsRecord> records = found.map(DnsAnswer::records).orElse(List.of());
            facts.add(TargetFact.builder("acme.caa", "CAA records of " + host, Outcome.done())
                    .value("host", "Host", host)
                    .value(
                            "records",
                            "Records",
                            records.stream().map(DnsRecord::text).toList())
                    .build());
        }
        return facts;
    }

    private static String above(String name) {
        return name.substring(name.indexOf('.') + 1);
    }
}

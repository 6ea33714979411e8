/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.lookup.DomainLookUp;
import io.github.smtpprobe.lookup.Subject;
import io.github.smtpprobe.mtasts.ReportingRecord;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.survey.TlsRptFacts;
import java.util.List;

/** Looks up the TXT record that asks senders for reports on TLS (RFC 8460 §3). */
final class ReportingLookUp implements DomainLookUp<TlsRptFacts> {
    @Override
    public List<Question> questions(String domain) {
        return List.of(new Question("_smtp._tls." + domain, RecordType.TXT));
    }

    @Override
    public List<TlsRptFacts> look(Subject subject, Deadline deadline) throws InterruptedException {
        DnsAnswer answer =
                subject.resolver().look(questions(subject.domain()), deadline).get(0);
        return List.of(TlsRptFacts.of(answer, TextAnswer.read(answer, ReportingRecord::of)));
    }
}
